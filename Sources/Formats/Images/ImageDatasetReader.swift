import Records

/// Reads a dataset of pictures image by image, in an order that depends on the files alone. Bad records are passed
/// over and become findings; what ends the reading is thrown.
public protocol ImageDatasetReader: AnyObject {
    func next() throws -> LabelledImage?
    /// Findings since the last call.
    func takeFindings() -> [Finding]
    /// Label names the dataset declares, in its order; empty when it declares none.
    var labels: [String] { get }
    /// What the format says of the whole dataset (licences, category extras): handed to its writer, it is written back.
    var header: JSONObject { get }
    /// The folder that `LabelledImage.file` is relative to.
    var imagesFolder: String { get }
    /// Images given and to come, for progress.
    var progress: (done: Int, total: Int?) { get }
}

/// What a reader is told beside the path.
public struct ImageReadOptions: Sendable {
    public var questions: ImageQuestions
    /// Extras of parts with these names become attributes; all others stay in the image's metadata.
    public var attributes: [AttributeDefinition]
    public var vocBase: VOCBase
    /// Looks for sizes that are not stated.
    public var probe: SizeProbe?
    /// Whether a picture that is not there is a finding.
    public var needsImages: Bool

    public init(
        questions: ImageQuestions = ImageQuestions(), attributes: [AttributeDefinition] = [], vocBase: VOCBase = .zero,
        probe: SizeProbe? = nil, needsImages: Bool = true
    ) {
        self.questions = questions
        self.attributes = attributes
        self.vocBase = vocBase
        self.probe = probe
        self.needsImages = needsImages
    }
}

/// Writes pictures' answers into a folder; the same images in the same order give the same bytes.
public protocol ImageDatasetWriter: AnyObject {
    /// Writes the answers and says under which path of the dataset the picture itself belongs: the caller puts it there.
    @discardableResult func write(_ image: LabelledImage) throws -> String
    /// Closes the files. Nothing may be written afterwards.
    func finish() throws
    /// What could not be expressed so far.
    var losses: LossLedger { get }
}

/// What a writer is told before the first image.
public struct ImageLayout: Sendable, Hashable {
    public var questions: [Question]
    public var onLoss: LossPolicy
    public var vocBase: VOCBase
    /// Digits behind the point in YOLO rows; nil writes each number in full.
    public var decimals: Int?
    /// `header` of the reader the images came from, by format.
    public var header: JSONObject

    public init(questions: [Question], onLoss: LossPolicy = .adapt, vocBase: VOCBase = .zero, decimals: Int? = nil, header: JSONObject = [:]) {
        self.questions = questions
        self.onLoss = onLoss
        self.vocBase = vocBase
        self.decimals = decimals
        self.header = header
    }

    /// Questions about shapes on the picture, in the order of the definition.
    var drawn: [Question] { questions.filter { $0.kind.isDrawn && $0.of == nil } }

    /// The labels of all drawn questions, each once, in the order of the definition.
    var labels: [String] {
        var seen: Set<String> = []
        return drawn.flatMap(\.labelNames).filter { seen.insert($0).inserted }
    }
}
