import Kernels

/// A scoring method's utility per second of a person's time.
///
/// Settles, Craven and Friedland (2008), NIPS workshop on cost-sensitive learning; Donmez and Carbonell (2008),
/// doi 10.1145/1458082.1458165. What is divided is the utility, which is never negative: a margin m is worth 1 - m.
struct CostAware: ScoringMethod {
    static let name = "cost-aware"
    static let summary = "A score divided by the seconds the item is expected to take"
    static let needs: [SelectionNeed] = [.seconds]
    private let method: any ScoringMethod

    init(_ method: any ScoringMethod) { self.method = method }

    func priorities(of pool: SelectionPool) throws(SelectionError) -> [Double] {
        try pool.check(name, Self.needs + method.needs)
        let priorities = try method.priorities(of: pool)
        return zip(priorities, pool.seconds ?? []).map { method.utility($0) / $1 }
    }
}
