/// What a writer does when its format cannot hold something: `--on-loss refuse|adapt|ignore`.
public enum LossPolicy: String, Sendable, Codable, CaseIterable {
    /// The first loss ends the writing; nothing is left behind.
    case refuse
    /// The nearest thing the format holds is written instead (a polygon becomes its box), and counted.
    case adapt
    /// What does not fit as it is is left out, and counted. Rounding is taken as it comes.
    case ignore
}
