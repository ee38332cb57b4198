// What the names of types mean, over databases and mappers.

extension ColumnType {
  /// The type of a name as databases and mappers spell it: `varchar(255)`, `CharField`, `DataTypes.UUID`.
  package init(named name: String) {
    let last = name.utf8.split(separator: UInt8(ascii: ".")).last.map { String($0) ?? name } ?? name
    let word = last.lowercased().utf8.prefix {
      $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: " ")
        && $0 != UInt8(ascii: "?")
    }
    let text = last.utf8
    if text.count > 2, text.last == UInt8(ascii: "]"),
      text.dropLast().last == UInt8(ascii: "[")
    {
      self = .array
      return
    }
    self = Self.byName[String(Substring(word))] ?? .unknown
  }

  private static let byName: [String: ColumnType] = {
    var result: [String: ColumnType] = [:]
    for (type, names) in names { for name in names { result[name] = type } }
    return result
  }()

  private static let names: [ColumnType: [String]] = [
    .boolean: ["boolean", "bool", "bit", "booleanfield", "nullbooleanfield", "tinyint1"],
    .enumeration: ["enum", "enumcolumn", "pgenum"],
    .integer: [
      "int", "integer", "bigint", "smallint", "tinyint", "mediumint", "int2", "int4", "int8",
      "serial", "bigserial", "smallserial", "serial4", "serial8", "biginteger", "smallinteger",
      "autofield", "bigautofield", "smallautofield", "integerfield", "bigintegerfield",
      "smallintegerfield", "positiveintegerfield", "positivesmallintegerfield",
      "positivebigintegerfield", "increments", "bigincrements", "tinyinteger", "year", "number",
      "bigint64",
    ],
    .decimal: [
      "decimal", "numeric", "real", "float", "double", "money", "float4", "float8",
      "decimalfield", "floatfield", "decimal128", "smallmoney",
    ],
    .string: [
      "varchar", "char", "character", "nvarchar", "nchar", "bpchar", "citext", "string", "unicode",
      "charfield", "slugfield", "emailfield", "urlfield", "filepathfield", "filefield",
      "imagefield", "genericipaddressfield", "ipaddressfield", "autostring", "inet", "cidr",
      "emailstr", "str", "varchar2", "macaddr", "name", "citextfield", "cemailfield",
    ],
    .text: [
      "text", "mediumtext", "longtext", "tinytext", "clob", "ntext", "textfield", "unicodetext",
      "tsvector",
    ],
    .uuid: ["uuid", "uniqueidentifier", "uuidfield", "guid", "uuidv4", "uuidv1"],
    .date: ["date", "datefield", "dateonly"],
    .time: ["time", "timetz", "timefield", "interval", "durationfield", "timedelta"],
    .timestamp: [
      "timestamp", "timestamptz", "datetime", "datetime2", "smalldatetime", "datetimeoffset",
      "datetimefield", "timestamps", "timezone",
    ],
    .json: ["json", "jsonb", "jsonfield", "hstore", "mixed", "map", "object", "jsontype"],
    .bytes: [
      "bytea", "blob", "binary", "varbinary", "longblob", "mediumblob", "bytes",
      "binaryfield", "largebinary", "buffer", "image", "tinyblob",
    ],
    .array: ["array", "arrayfield"],
    .objectID: ["objectid"],
    .point: ["point", "geometry", "geography", "pointfield", "polygon", "linestring"],
    .vector: ["vector", "vectorfield", "halfvec"],
  ]
}
