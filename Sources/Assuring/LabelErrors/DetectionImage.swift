import Kernels

/// The boxes people drew in one image and the boxes a model sees there.
public struct DetectionImage: Sendable, Hashable {
    public struct Given: Sendable, Hashable {
        public var box: Box
        public var label: Int

        public init(_ box: Box, label: Int) {
            self.box = box
            self.label = label
        }
    }

    public struct Predicted: Sendable, Hashable {
        public var box: Box
        public var label: Int
        /// How sure the model is, 0...1.
        public var probability: Double

        public init(_ box: Box, label: Int, probability: Double) {
            self.box = box
            self.label = label
            self.probability = probability
        }
    }

    public var given: [Given]
    public var predicted: [Predicted]

    public init(given: [Given], predicted: [Predicted]) {
        self.given = given
        self.predicted = predicted
    }
}

/// Why detections cannot be judged. Images and boxes count from 0.
public enum DetectionError: Error, Hashable, Sendable {
    case noImages
    /// A corner that is no finite number, or a box turned inside out.
    case wrongBox(Box, isPredicted: Bool, image: Int, box: Int)
    case classOutOfRange(Int, classCount: Int, isPredicted: Bool, image: Int, box: Int)
    case probabilityOutOfRange(Double, image: Int, box: Int)
}

extension DetectionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noImages: "there are no images to check"
        case .wrongBox(let box, let isPredicted, let image, let place):
            "\(Self.kind(isPredicted)) \(place) of image \(image) has the corners \(box.x0), \(box.y0), \(box.x1), \(box.y1), which make no box"
        case .classOutOfRange(let label, let classCount, let isPredicted, let image, let place):
            "\(Self.kind(isPredicted)) \(place) of image \(image) is of class \(label), and there are \(classCount) classes"
        case .probabilityOutOfRange(let value, let image, let place):
            "predicted box \(place) of image \(image) has the probability \(value), which is not in 0...1"
        }
    }

    private static func kind(_ isPredicted: Bool) -> String { isPredicted ? "predicted box" : "box" }
}

extension DetectionImage {
    static func check(_ images: [DetectionImage], classCount: Int) throws(DetectionError) {
        guard !images.isEmpty else { throw .noImages }
        for (place, image) in images.enumerated() {
            for (index, given) in image.given.enumerated() { try check(given.box, given.label, classCount, false, place, index) }
            for (index, seen) in image.predicted.enumerated() {
                try check(seen.box, seen.label, classCount, true, place, index)
                guard seen.probability >= 0, seen.probability <= 1 else { throw .probabilityOutOfRange(seen.probability, image: place, box: index) }
            }
        }
    }

    private static func check(_ box: Box, _ label: Int, _ classCount: Int, _ isPredicted: Bool, _ image: Int, _ index: Int) throws(DetectionError) {
        let isFinite = box.x0.isFinite && box.y0.isFinite && box.x1.isFinite && box.y1.isFinite
        guard isFinite, box.x0 <= box.x1, box.y0 <= box.y1 else { throw .wrongBox(box, isPredicted: isPredicted, image: image, box: index) }
        guard label >= 0, label < classCount else { throw .classOutOfRange(label, classCount: classCount, isPredicted: isPredicted, image: image, box: index) }
    }
}
