import Assuring
import Foundation
import Records

/// A survey as both skins show it.
extension DrawingSurvey {
    static let nobodyMet = "no item was drawn by two people"

    /// - Parameter pilot: the definition's `labelling.pilot`, whose `bar` counts where it names the measure.
    func report(_ measure: any PartAgreementMeasure, _ logins: [PersonID: String], pilot: JSONObject?) -> AgreementReport {
        let value = measure.value(of: overall)
        let bar = pilot?["measure"]?.string == measure.fullName ? pilot?["bar"]?.double : nil
        return AgreementReport(
            question: question.name, measure: measure.fullName, value: value, reason: value == nil ? Self.nobodyMet : nil,
            band: value.map { AgreementBand($0).rawValue }, warning: value.flatMap { warning($0, measure, bar: bar ?? 0.6) }, items: items,
            pairs: pairViews(measure, logins), overlap: OverlapView(overall), labels: labelViews(measure), people: personViews(measure, logins),
            differences: .init(
                missed: differences[.missed] ?? 0, extra: differences[.extra] ?? 0, label: differences[.label] ?? 0, place: differences[.place] ?? 0),
            leftOut: leftOut)
    }

    private func pairViews(_ measure: any PartAgreementMeasure, _ logins: [PersonID: String]) -> [PairView] {
        pairs.map { pair, tallied in
            let value = measure.value(of: tallied.tally)
            let most = confusion[pair]?.filter { $0.key.first != $0.key.second }
                .max { ($0.value, $1.key.first, $1.key.second) < ($1.value, $0.key.first, $0.key.second) }
            return PairView(
                a: logins[pair.first] ?? pair.first.description, b: logins[pair.second] ?? pair.second.description, items: tallied.count, value: value,
                reason: value == nil ? Self.nobodyMet : nil, band: value.map { AgreementBand($0).rawValue },
                mostConfused: most.map { [$0.key.first, $0.key.second] }, overlap: OverlapView(tallied.tally))
        }.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    }

    /// Declared ones in their order, then those that only parts have.
    private func labelViews(_ measure: any PartAgreementMeasure) -> [LabelAgreementView] {
        let declared = question.labelNames
        let others = labels.keys.filter { !declared.contains($0) }.sorted()
        return (declared + others).map { name in
            let tallied = labels[name] ?? Tallied()
            let value = measure.value(of: tallied.tally)
            return LabelAgreementView(
                label: name, parts: tallied.count, value: value, reason: value == nil ? "no item with it was drawn by two people" : nil,
                overlap: OverlapView(tallied.tally))
        }
    }

    private func personViews(_ measure: any PartAgreementMeasure, _ logins: [PersonID: String]) -> [PersonAgreementView] {
        people.map { id, person in
            let value = measure.value(of: person.tally)
            return PersonAgreementView(
                login: logins[id] ?? id.description, items: person.items, shared: person.shared, parts: person.parts, value: value,
                reason: value == nil ? "nobody else drew the same items" : nil, overlap: OverlapView(person.tally))
        }.sorted { $0.login < $1.login }
    }

    /// Of matched parts, each pair once: the row is the label declared first. nil until somebody drew what another drew, or
    /// when labels are too many to show.
    var confusionView: Overview.Confusion? {
        let names = question.labelNames
        guard !names.isEmpty, names.count <= 40 else { return nil }
        let places = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
        var counts = Array(repeating: Array(repeating: 0, count: names.count), count: names.count)
        for (labels, count) in confusion.values.flatMap({ $0 }) {
            guard let first = places[labels.first], let second = places[labels.second] else { continue }
            counts[min(first, second)][max(first, second)] += count
        }
        return counts.allSatisfy { $0.allSatisfy { $0 == 0 } } ? nil : Overview.Confusion(labels: names, counts: counts)
    }

    // MARK: Words

    /// What is below the bar, and what it is made of.
    private func warning(_ value: Double, _ measure: any PartAgreementMeasure, bar: Double) -> String? {
        guard value < bar - 1e-9 else { return nil }
        let head = "`\(measure.fullName)` is \(String(format: "%.2f", value)) on \(items) \(items == 1 ? "item" : "items"), below \(bar)"
        let said = PartDisagreement.Kind.allCases.compactMap { kind in differences[kind].map { "\($0) \(Self.words(kind, $0))" } }
        return ([head + (said.isEmpty ? "" : ": " + said.joined(separator: ", ")), advice]).joined(separator: ". ")
    }

    private static func words(_ kind: PartDisagreement.Kind, _ count: Int) -> String {
        let objects = count == 1 ? "object" : "objects"
        return switch kind {
        case .missed: "\(objects) that some did not draw"
        case .extra: "\(objects) that only a few drew"
        case .label: "\(objects) with different labels"
        case .place: "\(objects) drawn in different places"
        }
    }

    private var advice: String {
        var all: [Labels: Int] = [:]
        for (labels, count) in confusion.values.flatMap({ $0 }) where labels.first != labels.second {
            all[Labels(first: min(labels.first, labels.second), second: max(labels.first, labels.second)), default: 0] += count
        }
        let most = all.max { ($0.value, $1.key.first, $1.key.second) < ($1.value, $0.key.first, $0.key.second) }?.key
        let confused = most.map { ", and what tells `\($0.first)` from `\($0.second)`" } ?? ""
        return "Say in the guidelines what is one object and where it ends\(confused), and label a new pilot batch"
    }
}
