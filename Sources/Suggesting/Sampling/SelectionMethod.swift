import Kernels
import Records

/// A way to say which rows of a pool a person should label next.
///
/// Every method has this one signature; `SelectionCatalog.all` lists them. What comes out is a batch in the order it was
/// picked. No row is picked twice, none that is labelled, in flight or excluded; ties go to the lower row; a budget above
/// what is left gives all of it. Equal input and seed give equal batches on any number of threads.
public protocol SelectionMethod: CatalogEntry {
    static var needs: [SelectionNeed] { get }
    /// - Parameter seed: of the methods that draw; the others ignore it.
    func select(_ budget: Int, from pool: SelectionPool, seed: UInt64) throws(SelectionError) -> Selection
}

extension SelectionMethod {
    public var needs: [SelectionNeed] { Self.needs }
}

/// A method that gives each row a number of its own, whatever else is picked: the batch is the greatest of them.
public protocol ScoringMethod: SelectionMethod {
    /// One per row of the pool, finite; greater is asked first. Labelled rows have one too.
    func priorities(of pool: SelectionPool) throws(SelectionError) -> [Double]
    /// What is shown: the priority itself, unless the method is known by another number.
    func score(_ priority: Double) -> Double
    /// The same order in numbers that are never negative, so that they can be divided by a cost.
    func utility(_ priority: Double) -> Double
}

extension ScoringMethod {
    public func score(_ priority: Double) -> Double { priority }
    public func utility(_ priority: Double) -> Double { max(priority, 0) }

    /// One per row of the pool, in the method's own terms.
    public func scores(of pool: SelectionPool) throws(SelectionError) -> [Double] {
        try priorities(of: pool).map { score($0) }
    }

    public func select(_ budget: Int, from pool: SelectionPool, seed: UInt64) throws(SelectionError) -> Selection {
        let priorities = try priorities(of: pool)
        let choices = Selection.greatest(budget, of: priorities, where: pool.open)
        return Selection(choices.map { Selection.Choice(row: $0.row, score: score($0.score)) }, asked: budget)
    }
}
