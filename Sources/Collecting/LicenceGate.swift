import Records

/// No licence, no use (C01): items of a source without a licence are quarantined, never labelled, never shipped.
public enum LicenceGate {
    public struct Verdict: Sendable, Hashable {
        /// State that every item of the source starts in.
        public var state: ItemState
        public var stateReason: String?
        public var findings: [Finding]
    }

    public static func verdict(for declaration: SourceDeclaration) -> Verdict { verdict(name: declaration.name, licence: declaration.licence) }
    public static func verdict(for source: Source) -> Verdict { verdict(name: source.name, licence: source.licence) }

    private static func verdict(name: String, licence: Licence?) -> Verdict {
        guard licence == nil else { return Verdict(state: .new, stateReason: nil, findings: []) }
        let finding = Finding(
            .error, "source.no-licence", "source `\(name)` has no licence, so its items are quarantined", at: Place(record: name),
            hint: "Add `licence:` to the source, for example `licence: CC-BY-4.0`, and collect it again")
        return Verdict(state: .quarantined, stateReason: "source.no-licence", findings: [finding])
    }
}
