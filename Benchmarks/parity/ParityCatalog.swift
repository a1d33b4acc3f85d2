import Records

/// One kind of reference case: what it reads, and what our methods make of it.
struct ParityCase: Sendable {
    /// The folder's name in the reference set.
    let name: String
    /// The input files, all of them.
    let files: Set<String>
    /// The keys of the case's `values`.
    let run: @Sendable (CaseFolder) throws -> JSONObject

    init(_ name: String, files: Set<String>, run: @escaping @Sendable (CaseFolder) throws -> JSONObject) {
        self.name = name
        self.files = files
        self.run = run
    }
}

/// Every kind of case there is. Each family is a file beside this one.
enum ParityCatalog {
    static let all = agreementCases + consensusCases + crowdlabCases + shapeCases + sequenceCases + pairCases
        + confidentCases + neighbourCases + activeCases + weakCases

    /// By name, by the longest name the folder's begins with, or by what is in the folder.
    static func method(for folder: CaseFolder) -> ParityCase? {
        all.filter { folder.name == $0.name || folder.name.hasPrefix($0.name) }.max { $0.name.count < $1.name.count }
            ?? all.first { $0.files == Set(folder.files) }
    }
}
