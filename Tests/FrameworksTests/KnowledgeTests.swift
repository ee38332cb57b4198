// Spot checks: what the tables say of calls that decide findings.

import SemanticModel
import Testing

@testable import Frameworks

@Suite("The tables know that")
struct KnowledgeTests {
  @Test("a Prisma model's methods ask the database and its client's others do not")
  func prisma() {
    #expect(effects("prisma.Model", "findMany") == [.read("select")])
    #expect(effects("prisma.Model", "createMany") == [.write("insert")])
    #expect(effects("prisma.Client", "$connect") == [])
    #expect(type("prisma.Client")?.anyMember?.value == "prisma.Model")
    #expect(
      operation("prisma.Client", "$transaction")?.callbacks.first?.receives[0] == "prisma.Client"
    )
  }

  @Test("a Mongoose chain is one query, asked where the model starts it")
  func mongoose() {
    #expect(effects("mongoose.Model", "find") == [.read("select")])
    for link in ["sort", "lean", "populate", "exec", "countDocuments", "then"] {
      #expect(effects("mongoose.Query", link)?.isEmpty ?? true, "\(link)")
    }
    #expect(effects("mongoose.Document", "save") == [.write("update")])
    #expect(type("mongoose.Model")?.construct?.effects == [])
    #expect(effects("mongoose.Model", "hydrate") == [])
  }

  @Test("a handler of Express is called for requests, wherever it stands among the arguments")
  func express() {
    for name in ["get", "post", "use", "all"] {
      let callback = operation("express.Router", name)?.callbacks.first
      #expect(callback?.arguments == .from(0), "\(name)")
      guard case .entry(.request) = callback?.times else {
        Issue.record("\(name) is no entry")
        continue
      }
    }
    #expect(type("express.Application")?.parent == "express.Router")
  }

  @Test("axios, fetch and nodemailer have the time limits that their sources say")
  func deadlines() {
    #expect(operation("axios.Instance", "get")?.deadline?.defaultSeconds == nil)
    #expect(operation("axios.Instance", "post")?.deadline?.options.first?.argument == 2)
    #expect(type("fetch.Function")?.call?.deadline?.defaultSeconds == 300)
    #expect(operation("nodemailer.Transport", "sendMail")?.deadline?.defaultSeconds == 600)
    #expect(operation("nodemailer.Transport", "verify")?.deadline == nil)
    #expect(operation("pg.Pool", "query")?.deadline?.isSettableElsewhere == true)
  }

  @Test("a method of an unknown receiver has no effect, and iterates only by a function")
  func unknownReceivers() {
    let methods = Library.methodsOfUnknownReceivers
    #expect(methods.values.allSatisfy { $0.effects.isEmpty })
    for name in ["map", "forEach", "filter", "some", "every", "find", "flatMap", "reduce"] {
      let callback = methods[name]?.callbacks.first
      guard case .perElementOfReceiver = callback?.times else {
        Issue.record("\(name) does not iterate")
        continue
      }
      #expect(callback?.element == (name == "reduce" ? 1 : 0), "\(name)")
    }
  }

  @Test("bcryptjs holds the thread and bcrypt does not")
  func passwords() {
    #expect(effects("bcryptjs.Module", "compare")?.map(\.kind) == [.blocking])
    #expect(effects("bcrypt.Module", "compare") == [])
  }

  private func type(_ name: String) -> LibraryType? {
    Libraries.all.lazy.compactMap { $0.types[name] }.first
  }

  /// What a member of a type or of its ancestors does when called.
  private func operation(_ name: String, _ member: String) -> SemanticModel.Operation? {
    guard let type = type(name) else { return nil }
    if let own = type.members[member] { return own.call }
    return type.parent.flatMap { operation($0, member) }
  }

  private func effects(_ name: String, _ member: String) -> [Effect]? {
    operation(name, member)?.effects
  }
}
