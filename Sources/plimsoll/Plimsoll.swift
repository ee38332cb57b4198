// The `plimsoll` command.
@main
struct Plimsoll {
  static func main() {}
}
