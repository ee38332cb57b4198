// Relations that nobody reads but the model of an answer: what counts, and what does not.

extension LazyRelation {
  static let answers: [Example] = [
    .reported(
      "the model of the answer holds the rows at the other end",
      shop(
        """
        @app.get("/orders", response_model=list[OrderRead])
        def orders(db: Session = Depends(get_db)):
            return ↓db.query(Order).order_by(Order.id).limit(50).all()
        """
      ),
      fixed: shop(
        """
        @app.get("/orders", response_model=list[OrderRead])
        def orders(db: Session = Depends(get_db)):
            return db.query(Order).options(selectinload(Order.items)).limit(50).all()
        """
      ),
      path: "app.py"
    ),
    .reported(
      "the page of an answer holds the rows, and each row is written with what it refers to",
      shop(
        """
        @app.get("/page", response_model=OrderPage)
        def page(db: Session = Depends(get_db)):
            rows = ↓db.query(Order).order_by(Order.id).limit(50).all()
            return OrderPage(data=rows, count=50)

        @app.get("/list")
        def listing(db: Session = Depends(get_db)):
            rows = ↓db.query(Order).order_by(Order.status).limit(50).all()
            return [OrderRead.model_validate(row) for row in rows]
        """
      ),
      fixed: shop(
        """
        @app.get("/page", response_model=OrderPage)
        def page(db: Session = Depends(get_db)):
            rows = db.query(Order).options(selectinload(Order.items)).limit(50).all()
            return OrderPage(data=rows, count=50)
        """
      ),
      path: "app.py"
    ),
    .silent(
      "the model of the answer leaves the relation out, or one row is written",
      shop(
        """
        @app.get("/short", response_model=list[OrderLine])
        def short(db: Session = Depends(get_db)):
            return db.query(Order).order_by(Order.id).limit(50).all()

        @app.get("/orders/{order_id}", response_model=OrderRead)
        def order(order_id: int, db: Session = Depends(get_db)):
            return db.query(Order).filter(Order.id == order_id).first()
        """
      ),
      path: "app.py"
    ),
  ]

  private static func shop(_ routes: String) -> String {
    """
    from fastapi import Depends, FastAPI
    from pydantic import BaseModel
    from sqlalchemy import Column, ForeignKey, Integer, String, create_engine
    from sqlalchemy.orm import Session, declarative_base, relationship, selectinload, sessionmaker

    app = FastAPI()
    Base = declarative_base()
    Sessions = sessionmaker(create_engine("postgresql:///shop", pool_size=40))

    class Order(Base):
        __tablename__ = "orders"
        id = Column(Integer, primary_key=True)
        status = Column(String, index=True)
        items = relationship("Item", back_populates="order")

    class Item(Base):
        __tablename__ = "items"
        id = Column(Integer, primary_key=True)
        order_id = Column(Integer, ForeignKey("orders.id"), index=True)
        order = relationship("Order", back_populates="items")

    class ItemRead(BaseModel):
        id: int

    class OrderLine(BaseModel):
        id: int
        status: str

    class OrderRead(OrderLine):
        items: list[ItemRead] = []

    class OrderPage(BaseModel):
        data: list[OrderRead]
        count: int

    def get_db():
        with Sessions() as session:
            yield session

    \(routes)
    """
  }
}
