import Records
import Suggesting

/// What is worth a word about a set of rules, whatever was asked.
extension WeakReport {
    /// Above this share of records a rule is broad: a label model takes it for the truth, and users saw it lose to the majority.
    static let broadCoverage = 0.5
    /// Two rules that agree this often where both speak, and both speak on so much of the wider one's records, are one rule written twice.
    static let copyAgreement = 0.95
    static let copyOverlap = 0.8

    func findings(_ votes: RuleVotes) -> [Finding] {
        var findings: [Finding] = []
        for rule in rules {
            if rule.votes == 0 { findings.append(Finding(.warning, "weak.silent", "the rule `\(rule.name)` speaks on no record", hint: "look at its words or its threshold, or leave it out")) }
            if rule.coverage > Self.broadCoverage {
                findings.append(Finding(
                    .warning, "weak.broad", "the rule `\(rule.name)` speaks on \(Self.percent(rule.coverage)) of the records: so broad a rule pulls the model its way",
                    hint: "make it narrower, or compare with the majority before the model is believed"))
            }
            if rule.known >= 10, let interval = rule.interval, interval.high < 1 / Double(max(labels.count, 1)) {
                findings.append(Finding(.warning, "weak.worse-than-chance", "the rule `\(rule.name)` is right on \(Self.percent(rule.accuracy ?? 0)) of \(rule.known) known records: worse than chance", hint: "it may give the wrong label"))
            }
        }
        for pair in Self.copies(votes) {
            findings.append(Finding(
                .warning, "weak.copies", "the rules `\(rules[pair.first].name)` and `\(rules[pair.second].name)` speak together on \(Self.percent(pair.overlap)) of the wider one's records and agree on \(Self.percent(pair.agreement)) of them: nearly one rule",
                hint: "leave one out, or make them one"))
        }
        for pair in dependencies {
            findings.append(Finding(
                .note, "weak.dependent", "the rules `\(pair.first)` and `\(pair.second)` err together (correlation \(Self.hundredths(pair.correlation)) within a label), so each has a smaller say",
                hint: "`--independent` takes them as they are"))
        }
        return findings
    }

    private static func copies(_ votes: RuleVotes) -> [(first: Int, second: Int, overlap: Double, agreement: Double)] {
        guard votes.ruleCount * votes.classCount <= 4000, let moments = try? RuleMoments(votes) else { return [] }
        let (m, k, d) = (votes.ruleCount, votes.classCount, votes.ruleCount * votes.classCount)
        var found: [(first: Int, second: Int, overlap: Double, agreement: Double)] = []
        for i in 0..<m {
            for j in i + 1..<max(i + 1, m) {
                var (both, agreed) = (0.0, 0.0)
                for a in 0..<k {
                    for b in 0..<k { both += moments.shares[(i * k + a) * d + j * k + b] }
                    agreed += moments.shares[(i * k + a) * d + j * k + a]
                }
                let wider = max(moments.coverage(i), moments.coverage(j))
                guard wider > 0, both * Double(votes.itemCount) >= 10, both / wider >= copyOverlap, agreed / both >= copyAgreement else { continue }
                found.append((i, j, both / wider, agreed / both))
            }
        }
        return found
    }

    static func percent(_ share: Double) -> String { "\(hundredths(share * 100).split(separator: ".").first ?? "0") %" }

    static func hundredths(_ value: Double) -> String {
        let whole = Int((value * 100).rounded())
        return "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
    }
}
