import Testing

@testable import Assuring

@Suite("Warning below 0.6")
struct AgreementWarningTests {
    let guidelines = """
        Label each message.

        # Spam
        Unwanted offers. A refund is no offer.

        ## Billing or refund
        `billing` is about an invoice, `refund` about money back. A refund asked for on an invoice is `refund`.

        # Other
        Everything else.
        """

    func votes(_ matrix: [[Int]]) throws -> VoteTable {
        let drawn = VoteTable.pair(matrix)
        return try VoteTable(
            items: drawn.items, annotators: drawn.annotators, classes: drawn.classes, itemNames: drawn.itemNames,
            annotatorNames: ["ann", "bob"], classNames: ["billing", "other", "refund"])
    }

    @Test("names the most confused pair, the section that speaks of both, and all three causes")
    func confused() throws {
        let votes = try votes([[10, 1, 8], [2, 10, 0], [7, 1, 10]])
        let warning = try #require(AgreementWarning(CohenKappa().agreement(of: votes), votes: votes, guidelines: guidelines))
        let pair = try #require(warning.mostConfused)
        #expect(pair == ("billing", "refund", 15))
        #expect(warning.disagreements == 19)
        #expect(warning.section == GuidelineSection(heading: "Billing or refund", line: 6, mentions: 2))
        #expect(Set(warning.causes) == Set(AgreementWarning.Cause.allCases) && warning.causes.first == .ambiguousCategories)
        #expect(warning.message == "`cohen-kappa` is 0.41 on 49 items, below 0.6: `billing` and `refund` are confused most (15 of 19 disagreements)")
        #expect(warning.explanations.count == 3)
        #expect(warning.explanations[0].contains("Billing or refund") && warning.explanations[0].hasPrefix("Ambiguous categories"))
        #expect(warning.finding.code == "agreement.needs-work" && warning.finding.place?.line == 6)
    }

    @Test("without a section on both the gap itself is the first cause")
    func missingSection() throws {
        let votes = try votes([[10, 1, 8], [2, 10, 0], [7, 1, 10]])
        let warning = try #require(AgreementWarning(CohenKappa().agreement(of: votes), votes: votes))
        #expect(warning.section == nil && warning.causes.first == .missingEdgeCases)
        #expect(warning.explanations[0].contains("do not mention both"))
    }

    @Test("names who agrees least when there are three or more")
    func leastAgreeing() throws {
        let votes = VoteTable.drawn("aab", "bba", "aab", "bba", "aaa", "bba")
        let warning = try #require(AgreementWarning(FleissKappa().agreement(of: votes), votes: votes))
        #expect(warning.leastAgreeing == "annotator-2")
    }

    @Test("silent at 0.6 exactly, above, and where there is no value", arguments: [
        VoteTable.pair([[40, 10], [10, 40]]), .pair([[10, 0], [0, 10]]), .drawn("aa", "aa"),
    ])
    func silent(votes: VoteTable) {
        #expect(AgreementWarning(CohenKappa().agreement(of: votes), votes: votes) == nil)
    }
}

@Suite("Section of the guidelines")
struct GuidelineSectionTests {
    @Test("prefers the section that names both, then the one that names them most", arguments: [
        ("# One\ncat\n# Two\ncat and dog\n# Three\ndog dog dog dog", "Two", 3),
        ("# One\ncat\n# Two\ncat cat", "Two", 3),
        ("# One\ncategory\n# Two\nno CAT here", "Two", 3),
        ("cat first\n# Two\nnothing", "cat first", 1),
        ("# One\n```\n# cat\n```\n# Two\nnothing", "One", 1),
    ])
    func best(markdown: String, heading: String, line: Int) {
        let section = GuidelineSection.about(["cat", "dog"], in: markdown)
        #expect(section?.heading == heading && section?.line == line)
    }

    @Test("is nil when no section names either")
    func none() {
        #expect(GuidelineSection.about(["cat", "dog"], in: "# Birds\nowl") == nil)
        #expect(GuidelineSection.about(["cat"], in: "") == nil)
    }
}
