// What can be asked of the proxies: make, change and remove them, and put toxics in.

import Glibc
import LoadEngine

extension FaultProxy {
  /// Makes a proxy, and starts it if it is enabled.
  ///
  /// Throws if there is one of that name, or it may not or cannot stand where it should.
  @discardableResult
  package mutating func create(
    _ description: ProxyDescription
  ) throws(ControlError) -> ProxyDescription {
    guard !description.name.isEmpty else { throw ControlError(400, "missing required field: name") }
    guard !description.upstream.isEmpty else {
      throw ControlError(400, "missing required field: upstream")
    }
    guard place(of: description.name) == nil else { throw .proxyExists }
    var stopped = description
    stopped.isEnabled = false
    places.append(
      Place(description: stopped, figures: ProxyFigures(name: description.name))
    )
    guard description.isEnabled else { return stopped }
    do throws(ControlError) {
      try start(places.count - 1)
    } catch {
      places.removeLast()
      throw error
    }
    return places[places.count - 1].description
  }

  package func description(of name: String) throws(ControlError) -> ProxyDescription {
    guard let place = place(of: name) else { throw .proxyNotFound }
    return places[place].description
  }

  /// Changes where a proxy stands, whom it serves, and whether it is up; nil leaves things as they are.
  @discardableResult
  package mutating func update(
    _ name: String,
    listen: String? = nil,
    upstream: String? = nil,
    isEnabled: Bool? = nil
  ) throws(ControlError) -> ProxyDescription {
    guard let place = place(of: name) else { throw .proxyNotFound }
    let old = places[place].description
    let isUp = isEnabled ?? old.isEnabled
    let moves = listen ?? old.listen != old.listen || upstream ?? old.upstream != old.upstream
    if old.isEnabled, moves || !isUp { stop(place) }
    places[place].description.listen = listen ?? old.listen
    places[place].description.upstream = upstream ?? old.upstream
    if isUp, !places[place].description.isEnabled { try start(place) }
    return places[place].description
  }

  package mutating func remove(_ name: String) throws(ControlError) {
    guard let place = place(of: name) else { throw .proxyNotFound }
    stop(place)
    places[place].isRemoved = true
  }

  /// All proxies up again, and no toxic left.
  package mutating func reset() throws(ControlError) {
    for place in places.indices where !places[place].isRemoved {
      setToxics([], of: place)
      if !places[place].description.isEnabled { try start(place) }
    }
  }

  package mutating func add(_ toxic: Toxic, to name: String) throws(ControlError) {
    guard let place = place(of: name) else { throw .proxyNotFound }
    let toxics = places[place].description.toxics
    guard !toxics.contains(where: { $0.name == toxic.name }) else { throw .toxicExists }
    setToxics(toxics + [toxic], of: place)
  }

  /// Puts a toxic in the place of the one of its name.
  package mutating func replace(_ toxic: Toxic, of name: String) throws(ControlError) {
    guard let place = place(of: name) else { throw .proxyNotFound }
    var toxics = places[place].description.toxics
    guard let index = toxics.firstIndex(where: { $0.name == toxic.name }) else {
      throw .toxicNotFound
    }
    toxics[index] = toxic
    setToxics(toxics, of: place)
  }

  package mutating func removeToxic(_ toxic: String, of name: String) throws(ControlError) {
    guard let place = place(of: name) else { throw .proxyNotFound }
    let toxics = places[place].description.toxics
    guard toxics.contains(where: { $0.name == toxic }) else { throw .toxicNotFound }
    setToxics(toxics.filter { $0.name != toxic }, of: place)
  }

  // MARK: - Up and down

  private func place(of name: String) -> Int? {
    places.firstIndex { !$0.isRemoved && $0.description.name == name }
  }

  private mutating func start(_ place: Int) throws(ControlError) {
    do throws(LoadError) {
      let upstream = try Address(places[place].description.upstream)
      let listen = try Address(places[place].description.listen)
      places[place].upstream = try upstream.endpoint(allowing: allowedHost)
      let (socket, port) = try Listener.open(listen, allowing: allowedHost)
      places[place].listener = socket
      places[place].description.listen = Address(host: listen.host, port: port).text
      places[place].description.isEnabled = true
      _ = queue.watch(socket, tag: Self.tag(.listener, index: place))
    } catch {
      switch error {
      case .plan(let message): throw ControlError(400, message)
      case .environment(let message): throw ControlError(500, message)
      }
    }
  }

  private mutating func stop(_ place: Int) {
    guard places[place].listener >= 0 else { return }
    close(places[place].listener)
    places[place].listener = -1
    places[place].description.isEnabled = false
    for index in links.indices where links[index].isOpen && links[index].proxy == place {
      places[place].figures.cut += 1
      end(index, byReset: false)
    }
  }

  private mutating func setToxics(_ toxics: [Toxic], of place: Int) {
    places[place].description.toxics = toxics
    let now = clock.now()
    for index in links.indices where links[index].isOpen && links[index].proxy == place {
      let before = links[index].held
      let up = toxics.filter { $0.stream == .upstream }
      let down = toxics.filter { $0.stream == .downstream }
      links[index].upstream.adopt(up, at: now, &random)
      links[index].downstream.adopt(down, at: now, &random)
      held += links[index].held - before
      links[index].wake = .max
      pump(index, at: now)
    }
  }
}
