import Records

/// Decides item by item what may leave (C01, C04): never what is quarantined, withdrawn or not let in; never what has
/// no licence, or one that forbids the declared use; nothing without an answer unless asked.
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
    }

    let use: TaskDefinition.Use
    let includesUnlabelled: Bool
    /// Questions of which one must be settled; nil: any. An item of which only the sharpness is settled is not labelled
    /// for a format of boxes: written, it would say that there are none.
    let answering: Set<String>?
    /// Licence -> whether its terms stand against the use.
    private var verdicts: [Licence: Bool] = [:]
    private(set) var findings: [Finding] = []

    init(use: TaskDefinition.Use, includesUnlabelled: Bool, answering: Set<String>? = nil) {
        self.use = use
        self.answering = answering
        self.includesUnlabelled = includesUnlabelled
    }

    /// nil when the item may go.
    mutating func refusal(of shipped: ShippedItem, licence: Licence?) -> Reason? {
        switch shipped.item.state {
        case .quarantined: return .quarantined
        case .withdrawn: return .withdrawn
        case .rejected: return .rejected
        case .new: return .notLetIn
        case .ready: break
        }
        guard let licence else { return .noLicence }
        if forbids(licence) { return .licenceForbids }
        return includesUnlabelled || isLabelled(shipped) ? nil : .unlabelled
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
