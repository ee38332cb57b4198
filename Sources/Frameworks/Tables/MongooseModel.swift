// Mongoose: what a model, a query and a document do.

import SemanticModel

private typealias Additions = LibraryType.Additions

/// The class that `model("User", schema)` gives; the schema's statics are its methods too.
let mongooseModel = LibraryType(
  construct: .gives("mongoose.Document"),
  additions: Additions(argument: 1, member: "statics"),
  .each(
    "findOne findById",
    .reads(gives: "mongoose.Query", callbacks: [.once(.last)])
      .bounded(by: ReadRule.mongoose.single).firing("findOne")
  ),
  .asking("findByIdAndUpdate findOneAndUpdate", to: "update", firing: "findOneAndUpdate"),
  .asking("findOneAndReplace", to: "update", firing: "findOneAndReplace"),
  .asking("findByIdAndDelete findOneAndDelete", to: "delete", firing: "findOneAndDelete"),
  .asking("findByIdAndRemove findOneAndRemove", to: "delete", firing: "findOneAndRemove"),
  .each(
    "find",
    .reads(gives: "mongoose.Query", many: true, callbacks: [.once(.last)]).bounded(by: .mongoose)
      .firing("find")
  ),
  .each("where", .reads(gives: "mongoose.Query", many: true)),
  .each(
    "count countDocuments estimatedDocumentCount",
    .reads("count", gives: "mongoose.Query", callbacks: [.once(.last)])
      .firing("countDocuments count")
  ),
  .each("exists", .reads(gives: "mongoose.Query", callbacks: [.once(.last)])),
  .each("distinct", .reads(gives: "mongoose.Query", many: true, callbacks: [.once(.last)])),
  .each(
    "aggregate",
    .reads("aggregate", gives: "mongoose.Aggregate", many: true).bounded(by: .stages)
      .firing("aggregate")
  ),
  .each("mapReduce", .reads("aggregate", many: true)),
  // An array of documents is saved one by one: one insert each.
  .each(
    "create",
    .writes("insert", gives: "mongoose.Document", perElementOf: 0, callbacks: [.once(.last)])
      .firing("save validate")
  ),
  .each("insertOne", .writes("insert", gives: "mongoose.Document")),
  .each(
    "insertMany",
    .writes("insert", gives: "mongoose.Document", many: true).firing("insertMany")
  ),
  .each("bulkWrite bulkSave", .writes("bulk")),
  .asking("updateOne update", to: "update", firing: "updateOne"),
  .asking("updateMany", to: "update", firing: "updateMany"),
  .asking("replaceOne", to: "update", firing: "replaceOne"),
  .asking("deleteOne remove", to: "delete", firing: "deleteOne"),
  .asking("deleteMany", to: "delete", firing: "deleteMany"),
  .each("populate", Operation(.read("populate"), passesThrough: 0)),
  .each("paginate aggregatePaginate", .reads("page")),
  .each("startSession", .gives("mongodb.Session").opening(.databaseSession)),
  .each("watch", .gives("mongoose.Cursor", many: true)),
  .each("createCollection createIndexes ensureIndexes syncIndexes init", .writes("ddl")),
  .each("discriminator", .gives("mongoose.Model")),
  .each("hydrate", .gives("mongoose.Document")),
  .each("model", Operation(returns: "mongoose.Model", subjectArgument: 0)),
  .each("on once", .calls(.later(.last))),
  .free("castObject validate translateAliases inspect"),
  .values("db", "mongoose.Connection"),
  .values("collection", "mongodb.Collection"),
  .values("schema", "mongoose.Schema")
)

/// A query that was started and is asked once, when it is awaited, executed or given a callback.
///
/// It is a document too, for the result of an awaited query is followed by the same name.
let mongooseQuery = LibraryType(
  parent: "mongoose.Document",
  awaited: "mongoose.Document",
  .chain(
    """
    select lean sort limit skip where equals or nor and gt gte lt lte ne in nin all size exists mod
    elemMatch within box circle polygon near slice hint collation read readConcern session maxTimeMS
    comment batchSize allowDiskUse setOptions setQuery merge clone orFail populate find findOne
    countDocuments count distinct exec projection transform tailable regex cast
    """
  ),
  .each("cursor", .gives("mongoose.Cursor", many: true)),
  .each("paginate", .free),
  .free("getFilter getQuery getUpdate getOptions explain")
)

/// A document; the schema's methods are its methods too.
let mongooseDocument = LibraryType(
  additions: Additions(argument: 1, member: "methods"),
  .each(
    "save",
    Operation(.write("update"), passesThrough: -1, callbacks: [.once(.last)])
      .firing("save validate")
  ),
  .each("remove", .writes("delete", callbacks: [.once(.last)]).firing("remove")),
  .each("deleteOne delete", .writes("delete", callbacks: [.once(.last)])),
  .each("updateOne update replaceOne", .writes("update", callbacks: [.once(.last)])),
  .each("populate", Operation(.read("populate"), passesThrough: -1, callbacks: [.once(.last)])),
  // The population was counted where it was asked for.
  .chain("execPopulate set overwrite depopulate unmarkModified markModified"),
  .each("model $model", Operation(returns: "mongoose.Model", subjectArgument: 0)),
  .values("constructor", "mongoose.Model"),
  .free(
    """
    toObject toJSON get isModified isNew isInit isSelected isDirectModified modifiedPaths validate
    validateSync invalidate equals id $isNew $session $set init ownerDocument populated $locals
    directModifiedPaths
    """
  )
)

extension Members {
  /// Methods of a model that change what is stored and run the hooks of one event.
  fileprivate static func asking(_ names: String, to verb: String, firing event: String) -> Members
  {
    .each(
      names,
      .writes(verb, gives: "mongoose.Query", callbacks: [.once(.last)]).firing(event)
    )
  }
}
