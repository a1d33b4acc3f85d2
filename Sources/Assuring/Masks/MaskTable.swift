import Kernels
import Records

/// Who painted what on which picture: the input of agreement and consensus on masks.
///
/// One mask per picture and annotator: an area, not a list of objects (objects are a `PartTable`'s). An annotator who saw a
/// picture and painted nothing belongs in the table with an empty mask; one who did not see it does not. Of several
/// masks of one annotator on one picture the last counts and a finding says so.
/// How large a picture is matters to methods that look at what was left unpainted (EM's stop, STAPLE's specificity):
/// give it. Without it a picture is the smallest window around its masks' windows.
public struct MaskTable: Sendable {
    public struct Given: Sendable, Hashable {
        public var item: String
        public var annotator: String
        public var mask: RunMask
        public init(item: String, annotator: String, mask: RunMask) {
            self.item = item
            self.annotator = annotator
            self.mask = mask
        }
    }

    public struct Drawing: Sendable, Hashable {
        public var item: Int32
        public var annotator: Int32
        public var mask: RunMask
    }

    /// In the order they were first given.
    public let itemNames: [String]
    /// Ascending.
    public let annotatorNames: [String]
    /// By (item, annotator).
    public let drawings: [Drawing]
    /// Drawings of item i are `itemStart[i] ..< itemStart[i + 1]`.
    public let itemStart: [Int32]
    /// By item; nil where the size of the picture is not known.
    public let windows: [MaskWindow?]
    public let findings: [Finding]

    public var itemCount: Int { itemNames.count }
    public var annotatorCount: Int { annotatorNames.count }

    /// - Parameter pictures: what each item's masks are laid on, by the item's name.
    public init(_ given: [Given], pictures: [String: MaskWindow] = [:]) {
        var (items, annotators) = (NameTable(), NameTable())
        for name in given.map(\.annotator).sorted() { _ = annotators.index(of: name) }
        var latest: [Int64: Drawing] = [:]
        var replaced = 0
        for sheet in given {
            let drawing = Drawing(item: items.index(of: sheet.item), annotator: annotators.index(of: sheet.annotator), mask: sheet.mask)
            if latest.updateValue(drawing, forKey: Int64(drawing.item) << 32 | Int64(drawing.annotator)) != nil { replaced += 1 }
        }
        itemNames = items.names
        annotatorNames = annotators.names
        drawings = latest.values.sorted { ($0.item, $0.annotator) < ($1.item, $1.annotator) }
        itemStart = CountingSort.starts(of: drawings.map(\.item), bucketCount: items.names.count)
        windows = items.names.map { pictures[$0] }
        findings = replaced == 0 ? [] : [
            Finding(.warning, "masks.repeated", "\(replaced) masks were replaced by a later one of the same annotator on the same item"),
        ]
    }

    /// The area of one label on each item, from drawings of objects: masks as they are, other shapes by the pixels whose
    /// centre they hold. Somebody who drew no such object painted nothing.
    public init(_ table: PartTable, label: String? = nil, pictures: [String: MaskWindow] = [:]) {
        let given = table.drawings.map { drawing in
            let masks = drawing.parts.indices.compactMap { place in
                label.map { drawing.parts[place].labels.contains($0) } ?? true ? drawing.outlines[place].mask : nil
            }
            return Given(
                item: table.itemNames[Int(drawing.item)], annotator: table.annotatorNames[Int(drawing.annotator)],
                mask: RunMask.union(masks))
        }
        self.init(given, pictures: pictures)
    }

    public func drawings(ofItem item: Int32) -> ArraySlice<Drawing> {
        drawings[Int(itemStart[Int(item)])..<Int(itemStart[Int(item) + 1])]
    }

    /// The patterns of one item's masks, in the order of its drawings.
    func patterns(ofItem item: Int32) -> MaskPatterns {
        MaskPatterns(drawings(ofItem: item).map(\.mask), window: windows[Int(item)])
    }
}
