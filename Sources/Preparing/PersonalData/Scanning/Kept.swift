/// Elements that stay where they are until they are let go: read without a count of owners.
///
/// Every candidate of every text looks into the same few tables. As arrays they would be retained and released each time,
/// and threads that share an array spend their time passing its count from core to core (measured: a second thread gained
/// nothing). Whoever makes one releases it, or keeps it for the life of the process.
struct Kept<Element>: RandomAccessCollection {
    private let elements: UnsafeBufferPointer<Element>

    init(_ elements: [Element]) {
        let room = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = room.initialize(from: elements)
        self.elements = UnsafeBufferPointer(room)
    }

    func release() { UnsafeMutableBufferPointer(mutating: elements).deinitialize().deallocate() }

    var startIndex: Int { 0 }
    var endIndex: Int { elements.count }

    @inline(__always)
    subscript(place: Int) -> Element {
        _read { yield elements[place] }
    }
}

/// Never written after it was made.
extension Kept: @unchecked Sendable where Element: Sendable {}
