import Records

/// Time spent on an item, as opposed to time it lay open: gaps without a sign of life do not count.
///
/// A sign of life is a key, a click or a heartbeat of a visible tab. A gap up to `idleAfter` counts in full, a longer
/// one counts `idleAfter` once: the person looked for a while before leaving.
public enum ActiveTime {
    public static func seconds(_ signs: [Timestamp], idleAfter: Double = 60) -> Double {
        let ordered = signs.sorted()
        return zip(ordered, ordered.dropFirst()).reduce(0) { sum, pair in
            sum + min(idleAfter, Double(pair.1.milliseconds - pair.0.milliseconds) / 1000)
        }
    }
}
