import Records

/// Folded texts and ids in a store, read back by number.
struct SpilledTexts {
    /// As it lies in the store.
    private struct Place: BitwiseCopyable {
        var offset: Int64
        var length: Int64
        var id: Int64
    }

    private(set) var count = 0
    private var texts = SpillWriter("texts")
    private var places = SpillWriter("places")

    mutating func add(_ id: ItemID, _ text: UnsafeBufferPointer<UInt8>, _ store: any SpillStore) throws {
        var place = Place(offset: Int64(texts.written), length: Int64(text.count), id: id.raw)
        try withUnsafeBytes(of: &place) { try places.append($0, store) }
        try texts.append(UnsafeRawBufferPointer(text), store)
        count += 1
    }

    mutating func flush(_ store: any SpillStore) throws {
        try texts.flush(store)
        try places.flush(store)
    }

    func id(of document: Int, _ store: any SpillStore) throws -> ItemID { ItemID(raw: try place(of: document, store).id) }

    func text(of document: Int, _ store: any SpillStore) throws -> [UInt8] {
        let place = try place(of: document, store)
        var text = [UInt8](repeating: 0, count: Int(place.length))
        let read = try text.withUnsafeMutableBytes { try store.read(texts.name, from: Int(place.offset), into: $0) }
        guard read == text.count else { throw SpillError(name: texts.name, offset: Int(place.offset) + text.count) }
        return text
    }

    func remove(_ store: any SpillStore) throws {
        try store.remove(texts.name)
        try store.remove(places.name)
    }

    private func place(of document: Int, _ store: any SpillStore) throws -> Place {
        var place = Place(offset: 0, length: 0, id: 0)
        let size = MemoryLayout<Place>.size, offset = document * size
        let read = try withUnsafeMutableBytes(of: &place) { try store.read(places.name, from: offset, into: $0) }
        guard read == size else { throw SpillError(name: places.name, offset: offset + size) }
        return place
    }
}
