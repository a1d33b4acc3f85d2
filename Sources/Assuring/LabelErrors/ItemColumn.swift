/// One value per item, filled from many threads at disjoint places and read-only from then on.
///
/// An array would be copied together from pieces; at a hundred million items that is the memory one meant to save.
final class ItemColumn<Value>: @unchecked Sendable {
    let values: UnsafeMutableBufferPointer<Value>

    init(_ count: Int, filledWith value: Value) {
        values = .allocate(capacity: count)
        values.initialize(repeating: value)
    }

    deinit {
        values.deinitialize()
        values.deallocate()
    }

    subscript(item: Int) -> Value { values[item] }
    var array: [Value] { Array(values) }
}
