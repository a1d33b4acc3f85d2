import Records

/// Decides item by item what may leave (C01, C04): never what is quarantined, withdrawn or not let in; never what has
/// no licence, or one that forbids the declared use; nothing without an answer unless asked; only the splits asked for.
///
/// An export is for a look: licences keep nothing back there. What was withdrawn or rejected stays all the same.
struct ShippingGate {
    /// Why an item stays. The raw value is the code in reports.
    enum Reason: String, CaseIterable, Sendable {
        case quarantined = "ship.item.quarantined"
        case withdrawn = "ship.item.withdrawn"
        case rejected = "ship.item.rejected"
        case notLetIn = "ship.item.not-let-in"
        case noLicence = "ship.item.no-licence"
        case licenceForbids = "ship.item.licence-forbids-use"
        /// The format holds pictures, and the item has none.
        case noPicture = "ship.item.no-picture"
        case unlabelled = "ship.item.unlabelled"
        case otherSplit = "ship.item.other-split"
    }

    let use: TaskDefinition.Use
    let purpose: ShipmentPurpose
    let includesUnlabelled: Bool
    /// Empty: every split, and none.
    let splits: Set<String>
    /// Questions of which one must be settled; nil: any. An item of which only the sharpness is settled is not labelled
    /// for a format of boxes: written, it would say that there are none.
    let answering: Set<String>?
    /// Licence -> whether its terms stand against the use.
    private var verdicts: [Licence: Bool] = [:]
    private(set) var findings: [Finding] = []

    init(use: TaskDefinition.Use, purpose: ShipmentPurpose = .shipment, options: ShipmentOptions, answering: Set<String>? = nil) {
        self.use = use
        self.purpose = purpose
        self.answering = options.question.map { [$0] } ?? answering
        includesUnlabelled = options.includesUnlabelled
        splits = Set(options.splits)
    }

    /// nil when the item may go.
    mutating func refusal(of shipped: ShippedItem, licence: Licence?) -> Reason? {
        if let reason = refusal(of: shipped.item.state) { return reason }
        if purpose == .shipment {
            guard let licence else { return .noLicence }
            if forbids(licence) { return .licenceForbids }
        }
        guard splits.isEmpty || shipped.item.split.map(splits.contains) == true else { return .otherSplit }
        return includesUnlabelled || isLabelled(shipped) ? nil : .unlabelled
    }

    private func refusal(of state: ItemState) -> Reason? {
        switch state {
        case .withdrawn: .withdrawn
        case .rejected: .rejected
        case .quarantined: purpose == .shipment ? .quarantined : nil
        case .new: purpose == .shipment ? .notLetIn : nil
        case .ready: nil
        }
    }

    private func isLabelled(_ shipped: ShippedItem) -> Bool { shipped.settled.contains { answering?.contains($0.question) ?? true } }

    private mutating func forbids(_ licence: Licence) -> Bool {
        if let known = verdicts[licence] { return known }
        let against = LicenceTerms.gate([licence], use: use)
        findings += against
        let forbids = against.contains { $0.severity == .error }
        verdicts[licence] = forbids
        return forbids
    }

    /// Licences of what went out do not all go together.
    func mixture(of licences: [Licence]) -> [Finding] {
        LicenceTerms.gate(licences, use: use).filter { !findings.contains($0) }
    }
}
