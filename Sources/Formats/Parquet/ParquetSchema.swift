/// The tree of columns of one file.
struct ParquetSchema {
    static let maximumDepth = 24
    var columns: [ParquetNode]

    init(columns: [ParquetNode]) {
        self.columns = columns
        var next = 0
        for place in self.columns.indices { self.columns[place].number(definition: 0, repeatLevel: 0, next: &next) }
    }

    /// From the flat list of the footer, the root first.
    init(_ elements: [SchemaElement], file: String, at offset: Int64) throws(ParquetError) {
        guard let root = elements.first, let count = root.childCount else { throw .broken(file, offset: offset, reason: "the schema has no root") }
        var builder = Builder(elements: elements, file: file, offset: offset)
        let columns = try builder.nodes(count, depth: 0)
        guard builder.place == elements.count else { throw .broken(file, offset: offset, reason: "the schema has more elements than its tree") }
        self.init(columns: columns)
    }

    var leaves: [(node: ParquetNode, leaf: ParquetLeaf)] { columns.flatMap(\.allLeaves) }

    private struct Builder {
        let elements: [SchemaElement]
        let file: String
        let offset: Int64
        var place = 1

        func broken(_ reason: String) -> ParquetError { .broken(file, offset: offset, reason: reason) }

        mutating func nodes(_ count: Int, depth: Int) throws(ParquetError) -> [ParquetNode] {
            guard count >= 0, count <= elements.count - place else { throw broken("the schema promises \(count) columns where \(elements.count - place) are left") }
            var nodes: [ParquetNode] = []
            for _ in 0..<count { nodes.append(try node(depth)) }
            return nodes
        }

        private mutating func node(_ depth: Int) throws(ParquetError) -> ParquetNode {
            guard depth < ParquetSchema.maximumDepth else { throw broken("columns are nested deeper than \(ParquetSchema.maximumDepth)") }
            guard place < elements.count else { throw broken("the schema is cut off") }
            let element = elements[place]
            place += 1
            guard let repetition = ParquetNode.Repetition(rawValue: element.repetition) else { throw broken("column `\(element.name)` has repetition \(element.repetition)") }
            guard let count = element.childCount, element.storage == nil || count > 0 else {
                return ParquetNode(name: element.name, repetition: repetition, role: .leaf(try leaf(element)))
            }
            let children = try nodes(count, depth: depth + 1)
            guard !children.isEmpty else { throw broken("the structure `\(element.name)` is empty") }
            return ParquetNode(name: element.name, repetition: repetition, role: Self.role(element, children), children: children)
        }

        private func leaf(_ element: SchemaElement) throws(ParquetError) -> ParquetLeaf {
            guard let storage = element.storage.flatMap(ParquetLeaf.Storage.init(rawValue:)) else { throw broken("column `\(element.name)` has no type that there is") }
            guard storage != .fixedByteArray || (1...1 << 20).contains(element.length) else { throw broken("column `\(element.name)` has values of \(element.length) bytes") }
            return ParquetLeaf(storage, element.meaning, length: element.length)
        }

        /// The rules for files from before lists had three levels are those of the standard (LogicalTypes.md).
        private static func role(_ element: SchemaElement, _ children: [ParquetNode]) -> ParquetNode.Role {
            guard element.isList || element.isMap, children.count == 1, children[0].repetition == .repeated else { return .group }
            let inner = children[0]
            let isWrapped = inner.role == .group && inner.children.count == 1 && inner.name != "array" && inner.name != element.name + "_tuple"
            return .list(isWrapped: isWrapped && !element.isMap)
        }
    }
}
