/// Sentences for people whose model of names cannot be read.
extension NameModelError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAModel: "the file does not start with `WNM1`; make it with `tools/train-names`"
        case .unknownVersion(let version): "the model is of version \(version), and version \(NameModel.version) can be read; make it anew with `tools/train-names`"
        case .endsEarly(let place): "the model ends in the middle of something, at byte \(place)"
        case .bytesBehindEnd(let place): "there are bytes behind the end of the model, from byte \(place)"
        case .badChecksum: "the checksum of the model does not agree with its bytes"
        case .badLabels(let labels): "the model has \(labels) labels, and \(NameLabel.count) can be read"
        case .badSizes(let rows, let slots): "the model says it has 2^\(rows) rows and 2^\(slots) slots, more or fewer than can be"
        case .notANumber(let place): "the number at byte \(place) of the model is infinite or none"
        }
    }
}
