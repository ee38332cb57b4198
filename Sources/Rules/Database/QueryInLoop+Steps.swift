// A handler of a base class, whose steps the classes below it name: `load = staticmethod(load_items)`.

extension QueryInLoop {
  static let steps: [Example] = [
    .reported(
      "the step that a resource gives the base class which answers for it",
      resource("return [↓Item.query.get(number) for number in data[\"numbers\"]]"),
      fixed: resource("return Item.query.filter(Item.id.in_(data[\"numbers\"])).all()"),
      path: "app.py"
    )
  ]

  private static func resource(_ load: String) -> String {
    """
    from flask import Flask, jsonify, request
    from flask_restful import Api, Resource
    from flask_sqlalchemy import SQLAlchemy
    app = Flask(__name__)
    db = SQLAlchemy(app)
    api = Api(app)
    class Item(db.Model):
        id = db.Column(db.Integer, primary_key=True)
    def load_items(data):
        \(load)
    class Asking(Resource):
        load = None
        def post(self):
            return jsonify(self.load(request.get_json()))
    class Items(Asking):
        load = staticmethod(load_items)
    api.add_resource(Items, "/items/search")
    """
  }
}
