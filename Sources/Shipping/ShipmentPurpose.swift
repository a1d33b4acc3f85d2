/// What a dataset is written out for.
public enum ShipmentPurpose: Sendable, Hashable {
    /// To leave: with gates, card, credits, manifest and checksums.
    case shipment
    /// For a look or another tool: the data alone.
    case export
}
