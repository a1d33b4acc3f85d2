import Assuring
import Foundation
import Records

/// Agreement on numbers and on texts in the shape of the other reports.

/// Two annotators' numbers of the same items, after Bland and Altman: in the numbers' own unit.
public struct NumberPairView: Codable, Sendable, Hashable {
    public var a: String
    public var b: String
    public var items: Int
    /// Mean of a's number less b's, and the limits that hold 95 % of the differences.
    public var bias: Double
    public var low: Double
    public var high: Double
    public var deviation: Double
    /// Share of differences outside the limits.
    public var outside: Double
    /// Change of the difference per unit of the pair's mean; nil when all means are equal.
    public var slope: Double?
}

extension AgreementReport {
    init(_ table: NumberTable, _ logins: [String], by measure: any NumberAgreementMeasure, question: String, _ resampling: Resampling? = nil) {
        let agreement = resampling.map { measure.bootstrapped(of: table, $0.bootstrap, threads: ProcessInfo.processInfo.activeProcessorCount).agreement } ?? measure.agreement(of: table)
        self.init(
            question: question, measure: measure.fullName, value: agreement.value, reason: agreement.undefined.map { "\($0)" }, items: agreement.items, pairs: [],
            standardError: agreement.standardError, interval: agreement.interval.map { IntervalView(low: $0.low, high: $0.high, method: resampling == nil ? .formula : .bootstrap) },
            pValue: agreement.pValue,
            numbers: BlandAltman.table(of: table).map { pair in
                NumberPairView(
                    a: logins[Int(pair.first)], b: logins[Int(pair.second)], items: pair.items, bias: pair.bias, low: pair.limits.low, high: pair.limits.high,
                    deviation: pair.standardDeviation, outside: pair.outside, slope: pair.slope)
            })
    }

    init(_ table: TextTable, by measure: any TextAgreementMeasure, question: String, _ resampling: Resampling?) {
        let found = measure.agreement(of: table, bootstrap: resampling?.bootstrap)
        let names = table.annotatorNames
        self.init(
            question: question, measure: measure.name, value: found.overall.value, reason: found.overall.undefined.map { "\($0)" }, items: found.overall.items,
            pairs: found.pairs.map { PairView(a: names[Int($0.first)], b: names[Int($0.second)], items: $0.items, value: $0.value) },
            standardError: found.overall.standardError, interval: found.overall.interval.map { IntervalView(low: $0.low, high: $0.high, method: .bootstrap) },
            texts: found.people.map { TextPersonView(login: names[Int($0.annotator)], comparisons: $0.comparisons, value: $0.value) })
    }
}

/// One annotator's texts against everybody else's.
public struct TextPersonView: Codable, Sendable, Hashable {
    public var login: String
    public var comparisons: Int
    /// nil without any.
    public var value: Double?
}
