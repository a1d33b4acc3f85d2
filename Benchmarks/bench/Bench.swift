@main
enum Bench {
    static func main() async throws {}
}
