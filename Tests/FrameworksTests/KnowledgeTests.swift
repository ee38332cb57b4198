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

  @Test("a TypeORM builder asks once, where it is executed, and save of stored rows asks for each")
  func typeorm() {
    #expect(effects("typeorm.Repository", "createQueryBuilder") == [])
    #expect(type("typeorm.SelectBuilder")?.anyMember?.call?.effects == [])
    #expect(effects("typeorm.SelectBuilder", "getMany") == [.read("select")])
    #expect(effects("typeorm.Repository", "create") == [])
    #expect(operation("typeorm.Repository", "save")?.repeatsPerElementOf == 0)
    #expect(operation("typeorm.Repository", "remove")?.repeatsPerElementOf == nil)
  }

  @Test("a Knex chain asks where it starts, and its rows are no builder")
  func knex() {
    #expect(type("knex.Client")?.call?.effects == [.read("query")])
    #expect(type("knex.Builder")?.anyMember?.call?.effects == [])
    #expect(type("knex.Builder")?.awaited == "knex.Rows")
  }

  @Test("a Kysely chain asks where it is executed")
  func kysely() {
    #expect(effects("kysely.Client", "selectFrom") == [])
    #expect(effects("kysely.Select", "executeTakeFirst") == [.read("select")])
    #expect(effects("kysely.Write", "execute") == [.write("execute")])
  }

  @Test("a pipeline of Redis is one command")
  func redis() {
    #expect(effects("redis.Client", "multi") == [])
    #expect(type("redis.Pipeline")?.anyMember?.call?.effects == [])
    #expect(effects("redis.Pipeline", "exec")?.map(\.kind) == [.cache])
  }

  @Test("Nest's Query is a parameter and GraphQL's is an entry")
  func decorators() {
    let rules = { (package: String) in
      Libraries.all.first { $0.packages.contains(package) }?.decorators ?? [:]
    }
    #expect(rules("@nestjs/common")["Get"]?.entry == .request)
    #expect(rules("@nestjs/common")["Query"] == nil)
    #expect(rules("@nestjs/graphql")["Query"]?.entry == .request)
    #expect(rules("@nestjs/schedule")["Cron"]?.entry == .job)
    #expect(rules("@nestjs/bullmq")["Processor"]?.methods["process"] == .job)
  }

  @Test("Next.js calls the methods of route files and the default export of API pages")
  func files() {
    let conventions = Library.next.conventions
    let route = conventions.first { $0.stem == "route" && $0.folder == "app" }
    #expect(route?.exports.contains("POST") == true)
    #expect(route?.entry == .request)
    let page = conventions.first { $0.folder == "pages/api" }
    #expect(page?.exports == ["default"])
  }

  @Test("Stripe waits 80 s, ky 10 s, and got for ever")
  func otherDefaults() {
    let stripe = type("stripe.Resource")?.anyMember?.call?.deadline
    #expect(stripe?.defaultSeconds == 80)
    #expect(operation("ky.Instance", "get")?.deadline?.defaultSeconds == 10)
    #expect(operation("got.Instance", "get")?.deadline != nil)
    #expect(operation("got.Instance", "get")?.deadline?.defaultSeconds == nil)
  }

  @Test("exec is awaited to its end, and what is spawned may run on")
  func childProcesses() {
    let exec = operation("child-process.Module", "exec")?.deadline
    #expect(exec?.isSettableElsewhere == false)
    let spawn = operation("child-process.Module", "spawn")?.deadline
    #expect(spawn?.isSettableElsewhere == true)
    #expect(operation("promised-child.Module", "spawn")?.deadline?.isSettableElsewhere == false)
  }

  @Test("quiet packages have no effects")
  func quietPackages() {
    let operations = Library.quiet.entries.flatMap(\.operations)
    #expect(!operations.isEmpty)
    #expect(operations.allSatisfy { $0.effects.isEmpty && $0.deadline == nil })
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
