import Kernels

/// Share of the variance of numbers that lies between items rather than between the people who rated them.
///
/// Papers: Shrout and Fleiss (1979), doi 10.1037/0033-2909.86.2.420; McGraw and Wong (1996), doi 10.1037/1082-989X.1.1.30.
/// First figure of the form: 1 each item has raters of its own, 2 the same raters, drawn from many (their bias counts as
/// disagreement), 3 the same raters, the only ones of interest (their bias does not count). Second: 1 the reliability of one
/// rating, k of the mean of all. With n items, k raters and mean squares between items R, raters C, within items W, rest E:
/// (1,1) = (R - W)/(R + (k-1) W), (2,1) = (R - E)/(R + (k-1) E + k (C - E)/n), (3,1) = (R - E)/(R + (k-1) E);
/// (1,k) = (R - W)/R, (2,k) = (R - E)/(R + (C - E)/n), (3,k) = (R - E)/R.
///
/// 95 % intervals and p value (no difference between items) by F. (1,1) and (1,k) take missing ratings, with the mean number
/// of ratings of an unbalanced layout, k0 = (N - sum k_i^2 / N)/(n - 1), over items rated twice or more; the others need all.
/// May be below 0: raters differ more within items than items do.
public struct IntraclassCorrelation: NumberAgreementMeasure {
    public enum Form: String, Sendable, CaseIterable {
        case oneWay = "1,1", random = "2,1", mixed = "3,1", oneWayMean = "1,k", randomMean = "2,k", mixedMean = "3,k"
    }

    public static let name = "icc"
    public static let summary = "Share of the variance of numbers that is between items; 2,1 unless another form is named"
    public static let variants = Form.allCases.map(\.rawValue)
    public var form: Form

    public init(form: Form = .random) { self.form = form }

    public init?(variant: String?) {
        guard let form = variant.map({ Form(rawValue: $0) }) ?? .random else { return nil }
        self.form = form
    }

    public var variant: String? { form == .random ? nil : form.rawValue }

    public func agreement(of table: NumberTable, items: [Int32]) -> Agreement {
        do {
            switch form {
            case .oneWay, .oneWayMean: return agreement(try VarianceParts(oneWay: table, items: items))
            default: return agreement(try VarianceParts(twoWay: table.complete(items)))
            }
        } catch { return .undefined(fullName, error) }
    }

    private func agreement(_ parts: VarianceParts) -> Agreement {
        let (n, k, rows, columns, rest) = (Double(parts.items), parts.raters, parts.rows, parts.columns, parts.rest)
        let value: Double
        switch form {
        case .oneWay, .mixed: value = (rows - rest) / (rows + (k - 1) * rest)
        case .random: value = (rows - rest) / (rows + (k - 1) * rest + k * (columns - rest) / n)
        case .oneWayMean, .mixedMean: value = (rows - rest) / rows
        case .randomMean: value = (rows - rest) / (rows + (columns - rest) / n)
        }
        guard value.isFinite else { return .undefined(fullName, .noSpread, items: parts.items) }
        var result = Agreement(measure: fullName, value: value, items: parts.items)
        guard rest > 0 else { return result }
        result.interval = interval(parts).flatMap { $0.low.isFinite && $0.high.isFinite ? $0 : nil }
        result.pValue = FDistribution(n - 1, parts.restFreedom).upper(rows / rest)
        return result
    }

    private func interval(_ parts: VarianceParts) -> Agreement.Interval? {
        let (freedom, k) = (Double(parts.items - 1), parts.raters)
        let ratio = parts.rows / parts.rest
        let low = ratio / FDistribution(freedom, parts.restFreedom).quantile(0.975)
        let high = ratio * FDistribution(parts.restFreedom, freedom).quantile(0.975)
        switch form {
        case .oneWay, .mixed: return .init(low: (low - 1) / (low + k - 1), high: (high - 1) / (high + k - 1))
        case .oneWayMean, .mixedMean: return high > 0 && low > 0 ? .init(low: 1 - 1 / low, high: 1 - 1 / high) : nil
        case .random: return parts.randomInterval
        case .randomMean:
            return parts.randomInterval.map { .init(low: k * $0.low / (1 + (k - 1) * $0.low), high: k * $0.high / (1 + (k - 1) * $0.high)) }
        }
    }
}
