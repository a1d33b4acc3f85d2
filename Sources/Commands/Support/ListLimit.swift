import ArgumentParser

/// `--limit` of the verbs that list.
struct ListLimit: ParsableArguments {
    @Option(parsing: .unconditional, help: "At most so many")
    var limit = 100

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("`--limit` lies between 1 and 100000, not at \(limit)") }
    }
}
