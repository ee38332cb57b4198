// Servers that run all sockets on one thread, while what their handlers wait for blocks it.

import Facts
import Workspace

/// A server of green threads that no patch lets switch between them.
package struct UnpatchedServer: Sendable {
  package let site: CallSite
  /// The library of green threads: `eventlet`, `gevent`.
  package let library: String
  /// What handlers wait for, the first of each kind.
  package let waits: [CallSite]
}

extension Program {
  /// The servers that run on green threads although nothing patches the standard library.
  package var unpatchedServers: [UnpatchedServer] {
    let servers = calls(playing: [.greenServer]).filter {
      $0.unit.isRunning && $0.isReached(from: .running)
    }
    guard !servers.isEmpty, !calls(playing: [.patchesWaits]).contains(where: { $0.unit.isRunning })
    else { return [] }
    let waits = calls(with: [.query, .write, .external]).filter { site in
      site.unit.isPython && site.unit.isRunning
        && site.isReached(from: [EntryKinds(.request), EntryKinds(.socket)])
    }
    .sorted { $0.place < $1.place }
    guard let first = waits.first else { return [] }
    return servers.compactMap { site in
      greenLibrary(of: site).map {
        let other = waits.first { $0.library != first.library }
        return UnpatchedServer(site: site, library: $0, waits: [first] + (other.map { [$0] } ?? []))
      }
    }
  }

  /// What `async_mode` says; else what is installed, in the order in which Flask-SocketIO looks for it
  /// (flask-socketio.readthedocs.io, Requirements).
  private func greenLibrary(of site: CallSite) -> String? {
    if case .text(let mode) = site.option(["async_mode"]) {
      return mode.hasPrefix("gevent") ? "gevent" : mode == "eventlet" ? mode : nil
    }
    let required = requirements
    return ["eventlet", "gevent"].first { name in
      required.contains { $0.hasPrefix(name) }
    }
  }

  /// The lines of the files that list what a Python program needs.
  var requirements: [String] {
    workspace.files.filter { file in
      file.size < 1 << 16 && file.language == .configuration && file.path.contains("requirements")
    }
    .flatMap { file -> [String] in
      guard let bytes = try? workspace.read(file) else { return [] }
      return String(decoding: bytes, as: UTF8.self).lowercased().split(whereSeparator: \.isNewline)
        .map {
          String($0.drop { $0 == " " })
        }
    }
  }
}
