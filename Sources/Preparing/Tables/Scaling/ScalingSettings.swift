import Kernels

/// How number columns are brought to one scale.
///
/// Fits each column on its present training values, as scikit-learn's scaler of the same name does and to the same numbers;
/// missing cells stay missing. A column without spread is only shifted.
public struct ScalingSettings: TableStepSettings {
    public enum Method: Sendable, Hashable, Codable {
        /// Less the mean, over the standard deviation (with n).
        case standard
        /// The least value becomes `low`, the greatest `high`.
        case minimumToMaximum(low: Double, high: Double)
        /// Less the median, over the distance of two percentiles, 0...1.
        case robust(from: Double, to: Double)
        /// Over the greatest magnitude, so that zero stays zero.
        case greatestMagnitude
        /// The share of training values below, through at most `count` quantiles of all of them; or the normal number
        /// with that share below it, within +-5.2.
        case quantiles(count: Int, normal: Bool)
        /// The power likeliest to make the column normal, then `standard`.
        case yeoJohnson
        /// log(1 + x), for x above -1.
        case logarithm
    }

    public var method: Method
    /// nil takes every column of numbers.
    public var columns: [String]?

    public init(_ method: Method = .standard, columns: [String]? = nil) {
        self.method = method
        self.columns = columns
    }

    public func fit(_ table: TableColumns, rows: TrainingRows, threads: Int) throws(TableError) -> FittedScaling {
        try check()
        try rows.check(table)
        var fitted: [FittedScaling.Column] = []
        for name in try table.chosen(columns, .numbers) {
            let values = present(try table.numbers(name), rows)
            fitted.append(FittedScaling.Column(name: name, curve: values.isEmpty ? nil : curve(values, rows: rows.places.count)))
        }
        return FittedScaling(columns: fitted)
    }

    private func check() throws(TableError) {
        switch method {
        case .minimumToMaximum(let low, let high):
            guard low < high, (high - low).isFinite else { throw .settingOutOfRange("high", high, allowed: "above `low` (\(low))") }
        case .robust(let from, let to):
            guard from >= 0, to <= 1, from < to else { throw .settingOutOfRange("to", to, allowed: "above `from` (\(from)), both 0 to 1") }
        case .quantiles(let count, _):
            guard count > 1 else { throw .settingOutOfRange("count", Double(count), allowed: "2 or more") }
        case .standard, .greatestMagnitude, .yeoJohnson, .logarithm: break
        }
    }

    private func curve(_ values: [Double], rows: Int) -> ScalingCurve {
        switch method {
        case .standard: return .line(.standard(values))
        case .minimumToMaximum(let low, let high):
            let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
            let width = ScalingLine.usable(greatest - least)
            return .line(ScalingLine(centre: least, width: width / (high - low), start: low))
        case .robust(let from, let to):
            let sorted = values.sorted()
            func at(_ share: Double) -> Double { Percentile.at(share, ofSorted: sorted) ?? 0 }
            return .line(ScalingLine(centre: at(0.5), width: ScalingLine.usable(at(to) - at(from))))
        case .greatestMagnitude:
            return .line(ScalingLine(centre: 0, width: ScalingLine.usable(Vector.greatestMagnitude(values))))
        case .quantiles(let count, let normal):
            let curve = QuantileCurve(ofSorted: values.sorted(), count: min(count, rows))
            return .quantiles(curve, normal: normal)
        case .yeoJohnson:
            let power = ScalingLine.standard(values).isShiftOnly ? 1 : YeoJohnson.likeliestPower(values)
            return .yeoJohnson(power: power, then: .standard(values.map { YeoJohnson.forward($0, power: power) }))
        case .logarithm: return .logarithm
        }
    }
}
