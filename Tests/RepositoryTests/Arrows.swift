/// Who may import whom of our own targets: the table of the design, encoded once.
///
/// A target that is not here may not exist. C libraries (`CZlib` and the like) are open to all and not listed.
enum Arrows {
    static let nouns = ["Records", "Kernels"]
    static let stages = ["Collecting", "Preparing", "Labeling", "Suggesting", "Assuring", "Augmenting", "Versioning", "Shipping"]
    static let foundations = nouns + ["Media", "Formats", "Fetching", "Storage"]

    static let allowed: [String: [String]] = [
        "Records": [],
        "Kernels": [],
        "Media": nouns,
        "Formats": nouns + ["Media"],
        "Fetching": ["Records"],
        "Storage": ["Records"],
        // Storage only for the read-only door to foreign databases.
        "Collecting": ["Records", "Formats", "Storage"],
        "Preparing": nouns + ["Media"],
        "Labeling": nouns,
        "Suggesting": nouns + ["Fetching"],
        "Assuring": nouns,
        "Augmenting": nouns + ["Media"],
        // Storage only for the blob protocol.
        "Versioning": ["Records", "Storage"],
        "Shipping": ["Records", "Formats"],
        "Workflows": foundations + stages,
        "Server": ["Records", "Workflows", "WebBundle"],
        "Commands": ["Records", "Workflows", "Server"],
        "winnow": ["Commands"],
        "WebBundle": [],
        "TestSupport": foundations + stages + ["Workflows"],
    ]

    /// Executables that measure; they may import whatever they measure and are not shipped.
    static func isBenchmark(_ target: PackageDescription.Target) -> Bool { target.path.hasPrefix("Benchmarks/") }

    /// A library of the system, or our own C around one.
    static func isCLibrary(_ name: String) -> Bool {
        name.first == "C" && name.dropFirst().first?.isUppercase == true
    }
}
