// The client library of PostgreSQL, loaded when it is first needed: the audit itself needs nothing installed.

import Glibc

/// The functions of libpq that are called here.
struct LibPQ {
  typealias Handle = OpaquePointer
  typealias Text = UnsafePointer<CChar>

  let connect: @convention(c) (Text) -> Handle?
  let finish: @convention(c) (Handle) -> Void
  let status: @convention(c) (Handle) -> Int32
  let errorMessage: @convention(c) (Handle) -> UnsafeMutablePointer<CChar>?
  let parameterStatus: @convention(c) (Handle, Text) -> Text?
  let socket: @convention(c) (Handle) -> Int32
  let setNoticeProcessor:
    @convention(c) (
      Handle, (@convention(c) (UnsafeMutableRawPointer?, Text?) -> Void)?, UnsafeMutableRawPointer?
    ) -> OpaquePointer?
  let setNonblocking: @convention(c) (Handle, Int32) -> Int32
  let sendQuery: @convention(c) (Handle, Text) -> Int32
  let sendQueryParams:
    @convention(c) (
      Handle, Text, Int32, UnsafePointer<UInt32>?, UnsafePointer<Text?>?, UnsafePointer<Int32>?,
      UnsafePointer<Int32>?, Int32
    ) -> Int32
  let sendPrepare: @convention(c) (Handle, Text, Text, Int32, UnsafePointer<UInt32>?) -> Int32
  let sendDescribePrepared: @convention(c) (Handle, Text) -> Int32
  let setSingleRowMode: @convention(c) (Handle) -> Int32
  let flush: @convention(c) (Handle) -> Int32
  let isBusy: @convention(c) (Handle) -> Int32
  let consumeInput: @convention(c) (Handle) -> Int32
  let getResult: @convention(c) (Handle) -> OpaquePointer?
  let putCopyEnd: @convention(c) (Handle, Text?) -> Int32
  let getCancel: @convention(c) (Handle) -> OpaquePointer?
  let cancel: @convention(c) (OpaquePointer, UnsafeMutablePointer<CChar>, Int32) -> Int32
  let freeCancel: @convention(c) (OpaquePointer) -> Void
  let resultStatus: @convention(c) (OpaquePointer) -> Int32
  let resultField: @convention(c) (OpaquePointer, Int32) -> UnsafeMutablePointer<CChar>?
  let rowCount: @convention(c) (OpaquePointer) -> Int32
  let fieldCount: @convention(c) (OpaquePointer) -> Int32
  let isNull: @convention(c) (OpaquePointer, Int32, Int32) -> Int32
  let value: @convention(c) (OpaquePointer, Int32, Int32) -> UnsafeMutablePointer<CChar>?
  let parameterCount: @convention(c) (OpaquePointer) -> Int32
  let parameterType: @convention(c) (OpaquePointer, Int32) -> UInt32
  let clear: @convention(c) (OpaquePointer) -> Void
  /// Sending ahead of the answers; `nil` before PostgreSQL 14.
  let pipeline: PipelineFunctions?

  /// Each gives 1 where it succeeded.
  struct PipelineFunctions {
    let enter: @convention(c) (Handle) -> Int32
    let exit: @convention(c) (Handle) -> Int32
    let sync: @convention(c) (Handle) -> Int32
  }

  /// Loads the library; it stays loaded, because other threads may be inside of it.
  init() throws(DatabaseError) {
    let symbols = try Symbols()
    connect = try symbols.find("PQconnectdb")
    finish = try symbols.find("PQfinish")
    status = try symbols.find("PQstatus")
    errorMessage = try symbols.find("PQerrorMessage")
    parameterStatus = try symbols.find("PQparameterStatus")
    socket = try symbols.find("PQsocket")
    setNoticeProcessor = try symbols.find("PQsetNoticeProcessor")
    setNonblocking = try symbols.find("PQsetnonblocking")
    sendQuery = try symbols.find("PQsendQuery")
    sendQueryParams = try symbols.find("PQsendQueryParams")
    sendPrepare = try symbols.find("PQsendPrepare")
    sendDescribePrepared = try symbols.find("PQsendDescribePrepared")
    setSingleRowMode = try symbols.find("PQsetSingleRowMode")
    flush = try symbols.find("PQflush")
    isBusy = try symbols.find("PQisBusy")
    consumeInput = try symbols.find("PQconsumeInput")
    getResult = try symbols.find("PQgetResult")
    putCopyEnd = try symbols.find("PQputCopyEnd")
    getCancel = try symbols.find("PQgetCancel")
    cancel = try symbols.find("PQcancel")
    freeCancel = try symbols.find("PQfreeCancel")
    resultStatus = try symbols.find("PQresultStatus")
    resultField = try symbols.find("PQresultErrorField")
    rowCount = try symbols.find("PQntuples")
    fieldCount = try symbols.find("PQnfields")
    isNull = try symbols.find("PQgetisnull")
    value = try symbols.find("PQgetvalue")
    parameterCount = try symbols.find("PQnparams")
    parameterType = try symbols.find("PQparamtype")
    clear = try symbols.find("PQclear")
    pipeline = try? PipelineFunctions(
      enter: symbols.find("PQenterPipelineMode"),
      exit: symbols.find("PQexitPipelineMode"),
      sync: symbols.find("PQpipelineSync")
    )
  }
}

/// An open library.
private struct Symbols {
  private let library: UnsafeMutableRawPointer

  init() throws(DatabaseError) {
    guard let library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL) ?? dlopen("libpq.so", RTLD_NOW)
    else {
      throw DatabaseError(
        .notInstalled,
        "the client library of PostgreSQL (libpq.so.5) is not installed; on Debian and Ubuntu: apt-get install libpq5"
      )
    }
    self.library = library
  }

  /// A function by its name; its C type is the one that the library's header declares.
  func find<Function>(_ name: String) throws(DatabaseError) -> Function {
    guard let address = dlsym(library, name) else {
      throw DatabaseError(
        .notInstalled,
        "libpq has no \(name): it is older than PostgreSQL 9.2; install libpq5"
      )
    }
    return unsafeBitCast(address, to: Function.self)
  }
}
