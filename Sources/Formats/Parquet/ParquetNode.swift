/// A column as Parquet stores it: a tree whose leaves hold values with two levels each, the one saying at which depth a
/// list goes on, the other how much of the path is there (Melnik et al. 2010, "Dremel", doi 10.14778/1920841.1920886).
struct ParquetNode {
    enum Repetition: Int { case required, optional, repeated }
    enum Role: Equatable {
        case leaf(ParquetLeaf)
        case group
        /// A group whose one repeated child holds the elements; `isWrapped`: each within a group of its own.
        case list(isWrapped: Bool)
    }

    var name: String
    var repetition: Repetition
    var role: Role
    var children: [ParquetNode] = []
    /// Highest levels at this node; set by `number`.
    var definition = 0
    var repeatLevel = 0
    /// Its leaves, among all of the file.
    var leaves: Range<Int> = 0..<0

    /// Sets levels and numbers of leaves below; `next` is the number of the first.
    mutating func number(definition parent: Int, repeatLevel above: Int, next: inout Int) {
        definition = parent + (repetition == .required ? 0 : 1)
        repeatLevel = above + (repetition == .repeated ? 1 : 0)
        let first = next
        if case .leaf = role { next += 1 }
        for place in children.indices { children[place].number(definition: definition, repeatLevel: repeatLevel, next: &next) }
        leaves = first..<next
    }

    /// What a person sees.
    var column: ParquetColumn {
        var shape: ParquetColumn.Shape = .group([])
        switch role {
        case .leaf(let leaf): shape = .leaf(leaf)
        case .group: shape = .group(children.map(\.column))
        case .list(let isWrapped):
            if let inner = children.first { shape = .list(isWrapped ? inner.children.first?.column ?? inner.bare : inner.bare) }
        }
        let whole = ParquetColumn(name, shape, isOptional: repetition == .optional)
        return repetition == .repeated ? ParquetColumn(name, .list(ParquetColumn("element", shape, isOptional: false)), isOptional: false) : whole
    }

    /// Without its repetition, which belongs to the list around it.
    private var bare: ParquetColumn {
        var copy = self
        copy.repetition = .required
        return copy.column
    }

    /// Depth-first.
    var allLeaves: [(node: ParquetNode, leaf: ParquetLeaf)] {
        if case .leaf(let leaf) = role { return [(self, leaf)] }
        return children.flatMap(\.allLeaves)
    }

    /// How a column is stored when we write it: lists in three levels, as the standard now has them.
    init(_ column: ParquetColumn) {
        name = column.name
        repetition = column.isOptional ? .optional : .required
        switch column.shape {
        case .leaf(let leaf): role = .leaf(leaf)
        case .group(let columns):
            role = .group
            children = columns.map { ParquetNode($0) }
        case .list(let element):
            role = .list(isWrapped: true)
            children = [ParquetNode(name: "list", repetition: .repeated, role: .group, children: [ParquetNode(element)])]
        }
    }

    init(name: String, repetition: Repetition, role: Role, children: [ParquetNode] = []) {
        self.name = name
        self.repetition = repetition
        self.role = role
        self.children = children
    }
}
