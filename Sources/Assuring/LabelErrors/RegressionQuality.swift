import Foundation

/// How far a number can be trusted, given what a model predicts for it: 0 (surely wrong) to 1.
public enum RegressionQuality {
    /// exp(-|prediction - label|): depends on the unit of the label, so it ranks within one set only.
    public static func residual(labels: [Double], predictions: [Double]) throws(LabelEvidenceError) -> [Double] {
        try check(labels, predictions)
        return zip(labels, predictions).map { exp(-abs($1 - $0)) }
    }

    static func check(_ labels: [Double], _ predictions: [Double]) throws(LabelEvidenceError) {
        guard !labels.isEmpty else { throw .noLabels }
        guard labels.count == predictions.count else { throw .unequalParts("labels", labels.count, "predictions", predictions.count) }
        if let item = labels.firstIndex(where: { !$0.isFinite }) { throw .notFinite(labels[item], "label", item: item) }
        if let item = predictions.firstIndex(where: { !$0.isFinite }) { throw .notFinite(predictions[item], "prediction", item: item) }
    }
}
