extension AugmentationError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownOperation(let name): "`\(name)` is not an operation"
        case .tooLarge(let operation, let width, let height, let limit):
            "`\(operation)` would make a picture of \(width) x \(height) pixels, and \(limit) in all is the most"
        }
    }
}
