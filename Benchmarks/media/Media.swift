@main
struct MediaBenchmark {
    static func main() {}
}
