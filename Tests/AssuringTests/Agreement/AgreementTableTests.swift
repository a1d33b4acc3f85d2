import Testing

@testable import Assuring

@Suite("Agreement on known tables")
struct AgreementTableTests {
    @Test("Cohen's kappa of textbook tables", arguments: [
        ([[20, 5], [10, 15]], 0.4),  // the grant panel of most introductions
        ([[45, 15], [25, 15]], 0.130434782608695654),  // same agreement,
        ([[25, 35], [5, 35]], 0.259259259259259259),  // other margins
        ([[40, 10], [10, 40]], 0.6),
        ([[45, 5], [5, 45]], 0.8),
        ([[10, 0], [0, 10]], 1),
        ([[0, 10], [10, 0]], -1),
        ([[5, 5], [5, 5]], 0),
    ] as [([[Int]], Double)])
    func kappa(matrix: [[Int]], expected: Double) {
        #expect(isClose(CohenKappa().agreement(of: .pair(matrix)).value, expected, 1e-12))
    }

    @Test("Fleiss's own example of 10 subjects and 14 raters: 0.210")
    func fleiss() {
        // Fleiss (1971) as tabulated in most references: counts of five classes per subject.
        let counts = [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ]
        let items = counts.map { row in zip("abcde", row).map { String(repeating: $0, count: $1) }.joined() }
        let kappa = FleissKappa().agreement(of: .drawn(items))
        #expect(isClose(kappa.value, 0.20993070442195522, 1e-12))
        #expect(isClose(kappa.observed, 0.378021978, 1e-9))
        #expect(isClose(kappa.expected, 0.212755102, 1e-9))
    }

    /// Three coders, 15 units, 12 of them pairable: Krippendorff's worked example as most references print it.
    @Test("Krippendorff's example of three coders with gaps", arguments: [
        ("krippendorff-alpha", 0.691), ("krippendorff-alpha:interval", 0.811), ("krippendorff-alpha:ordinal", 0.807),
    ])
    func alpha(name: String, expected: Double) throws {
        let coders = ["-----3412113" + "3-3", "1-2133" + "43-------", "--21344-2113" + "3-4"].map { Array($0) }
        let units = (0..<15).map { String([coders[0][$0], coders[1][$0], coders[2][$0]]) }
        let measure = try #require(AgreementCatalog.named(name))
        #expect(isClose(measure.agreement(of: .drawn(units, classes: "1234")).value, expected, 5e-4))
    }

    @Test("undefined is nil with a reason", arguments: [
        ("percent", VoteTable.drawn("a-", "-b"), AgreementUndefined.nothingRatedTwice),
        ("cohen-kappa", .drawn("aa", "aa"), .noVariation),
        ("cohen-kappa", .drawn("aa", "aa", classes: "ab"), .noVariation),
        ("cohen-kappa", .drawn("a-", "-a"), .nothingRatedTwice),
        ("cohen-kappa:linear", .drawn("aa", "aa"), .noVariation),
        ("scott-pi", .drawn("aa", "aa"), .noVariation),
        ("fleiss-kappa", .drawn("aaa", "aaa"), .noVariation),
        ("krippendorff-alpha", .drawn("aaa", "a--"), .noVariation),
        ("krippendorff-alpha", .drawn("a--", "-b-"), .nothingRatedTwice),
        ("krippendorff-alpha:interval", .drawn("ab", "ba"), .classesAreNotNumbers),
        ("fleiss-kappa:ratio", .drawn("ab", "ba"), .classesAreNotNumbers),
        ("brennan-prediger", .drawn("aa"), .oneClass),
        ("gwet-ac1", .drawn("aa"), .oneClass),
        ("krippendorff-alpha", .drawn([]), .nothingRatedTwice),
    ])
    func undefined(name: String, votes: VoteTable, reason: AgreementUndefined) throws {
        let result = try #require(AgreementCatalog.named(name)).agreement(of: votes)
        #expect(result.value == nil && result.undefined == reason)
        #expect(!reason.description.isEmpty)
    }

    @Test("one class given to everything, another declared: free-margin coefficients still speak")
    func oneClassUsed() {
        let votes = VoteTable.drawn("aa", "aa", classes: "ab")
        #expect(GwetAC1().agreement(of: votes).value == 1)
        #expect(BrennanPrediger().agreement(of: votes).value == 1)
        #expect(PercentAgreement().agreement(of: votes).value == 1)
    }

    @Test("a dominant class sinks kappa but not Gwet's coefficient")
    func prevalence() throws {
        let votes = VoteTable.pair([[118, 5], [2, 0]])
        let kappa = try #require(CohenKappa().agreement(of: votes).value)
        let gwet = try #require(GwetAC1().agreement(of: votes).value)
        #expect(kappa < 0 && gwet > 0.9)
    }

    @Test("only items both rated enter kappa")
    func jointItems() {
        let kappa = CohenKappa().agreement(of: .drawn("aa", "bb", "a-", "-b", "b-"))
        #expect(kappa.value == 1 && kappa.items == 2)
    }

    @Test("kappa of three annotators is the mean over pairs that have one")
    func light() throws {
        let votes = VoteTable.drawn("aab", "bba", "abb", "bab", "aaa", "bbb")
        let pairs = AnnotatorPairs.table(of: votes).compactMap(\.kappa.value)
        #expect(pairs.count == 3)
        #expect(isClose(CohenKappa().agreement(of: votes).value, pairs.reduce(0, +) / 3))
    }

    @Test("the catalogue knows names, forms and no others")
    func names() {
        #expect(AgreementCatalog.named("krippendorff-alpha:ordinal")?.fullName == "krippendorff-alpha:ordinal")
        #expect(AgreementCatalog.named("krippendorff-alpha:nominal")?.fullName == "krippendorff-alpha")
        #expect(AgreementCatalog.named("cohen-kappa:plain")?.fullName == "cohen-kappa")
        #expect(AgreementCatalog.named("krippendorff-alpha:wild") == nil)
        #expect(AgreementCatalog.named("percent:linear") == nil)
        #expect(AgreementCatalog.named("kappa") == nil && AgreementCatalog.named("") == nil)
    }
}
