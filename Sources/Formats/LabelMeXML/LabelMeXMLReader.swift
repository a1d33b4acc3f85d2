import Media
import Records

/// Reads LabelMe XML files in the order of their paths.
///
/// A polygon of two corners is a box, others are polygons; a `segm` is a mask, its picture looked for below `Masks/`. Deleted
/// objects are left out and kept in the metadata, with everything else that is said of an object: who drew it, when, which
/// parts it has.
final class LabelMeXMLReader: QueuedReader {
    private let files: [String]
    private let images: ImageFiles
    private var keys = KeyBook()
    private var place = 0

    init(_ input: DatasetInput, _ options: DatasetReadOptions) throws {
        files = input.files("xml")
        images = ImageFiles(input.listing)
        super.init(input, options: options)
        total = files.count
        questions = options.questions.questions([.boxes, .polygons, .masks], labels: [], attributes: options.attributes)
        if files.isEmpty { throw ImageFormatError.noFiles(format: "labelme-xml", folder: input.path, expected: "XML file of LabelMe") }
    }

    override func produce() throws -> [LabelledItem]? {
        guard place < files.count else { return nil }
        let file = files[place]
        defer { (place, done) = (place + 1, done + 1) }
        do {
            let element = try XMLReader.element(try input.source(file).readAll(maximumBytes: XMLReader.defaultMaximumBytes))
            guard element.name == "annotation" else {
                findings.add(Finding(.error, "labelme-xml.not-an-annotation", "`\(file)` begins with `<\(element.name)>`; LabelMe begins with `<annotation>`", at: Place(file: file, line: element.line)))
                return []
            }
            return read(element, file).map { [$0] } ?? []
        } catch let error as XMLError { findings.add(error.finding(in: file)) } catch let error as ByteError { findings.add(error.finding) }
        return []
    }

    private func read(_ element: XMLElement, _ file: String) -> LabelledItem? {
        let named = element.child("filename")?.trimmed ?? "", folder = element.child("folder")?.trimmed ?? ""
        let below = ImageFiles.parent(file), name = named.isEmpty ? ImageFiles.stem(file) : String(ImageFiles.fileName(named))
        let dataset = below.firstRange(of: "Annotations").map { String(below[..<$0.lowerBound]) + "Images" + below[$0.upperBound...] }
        let picture = images.first(of: [ImageFiles.join(below, name), ImageFiles.join(folder, name), "Images/\(ImageFiles.join(folder, name))", name] + (dataset.map { [ImageFiles.join($0, name)] } ?? []))
            ?? images.only(stem: ImageFiles.stem(name))
        guard let key = keys.key(for: ImageFiles.join(folder, name), split: nil) ?? keys.key(for: file, split: nil) else { return nil }
        let size = element.child("imagesize").flatMap { size in whole(size, "ncols").flatMap { width in whole(size, "nrows").flatMap { PixelSize(width: width, height: $0) } } }
        var item = LabelledItem(picture: key, file: picture, size: size ?? picture.flatMap { options.probe?(input.listing.fullPath($0)) }, place: Place(file: file, line: element.line, record: key))
        if picture == nil, options.needsFiles { findings.add(Finding(.warning, "labelme-xml.image.missing", "the picture `\(name)` of `\(file)` is not there", at: item.place)) }
        var own = JSONObject()
        for child in element.children where !["filename", "folder", "imagesize", "object"].contains(child.name) { XMLElement.add(child.name, child.json, to: &own) }
        objects(element, file, &item, &own)
        if !own.isEmpty { item.metadata["labelme-xml"] = .object(own) }
        return item
    }

    private func whole(_ element: XMLElement, _ name: String) -> Int? { element.child(name).flatMap { Int($0.trimmed) } }

    private func objects(_ element: XMLElement, _ file: String, _ item: inout LabelledItem, _ own: inout JSONObject) {
        var found: [String: [Part]] = [:]
        var extras = JSONObject()
        var leftOut: [JSONValue] = []
        for (number, object) in element.children.filter({ $0.name == "object" }).enumerated() {
            if object.child("deleted")?.trimmed == "1" { leftOut.append(object.json); continue }
            let id = object.child("id").map { "o\($0.trimmed)" } ?? "o\(number)"
            let place = Place(file: file, line: object.line, record: item.key)
            guard let label = object.child("name")?.trimmed, !label.isEmpty, let shape = shape(object, item, file) else {
                findings.add(Finding(.error, "labelme-xml.object.bad", "object `\(id)` of `\(file)` has no name, or no polygon or mask that can be read", at: place))
                leftOut.append(object.json)
                continue
            }
            guard let kind = CVATShape.kind(of: shape), let question = options.questions.name(kind) else {
                findings.add(Finding(.note, "labelme-xml.shape.not-wanted", "object `\(id)` of `\(file)` has a shape that no question asks for", at: place))
                leftOut.append(object.json)
                continue
            }
            let (attributes, rest) = extra(object)
            if !rest.isEmpty { extras[id] = .object(rest) }
            found[question, default: []].append(Part(id: id, labels: [label], shape: shape, attributes: attributes, origin: .imported))
        }
        if found.isEmpty, leftOut.isEmpty, let question = options.questions.name(.polygons) ?? options.questions.name(.boxes) { found[question] = [] }
        item.answers = found.mapValues(Answer.parts)
        if !extras.isEmpty { own["parts"] = .object(extras) }
        if !leftOut.isEmpty { own["left_out"] = .array(leftOut) }
    }

    // MARK: One object

    private func shape(_ object: XMLElement, _ item: LabelledItem, _ file: String) -> Shape? {
        if let polygon = object.child("polygon") { return self.polygon(polygon, object.child("type")?.trimmed) }
        return object.child("segm").flatMap { mask($0, file) }
    }

    private func polygon(_ element: XMLElement, _ type: String?) -> Shape? {
        var points: [Double] = []
        for point in element.children where point.name == "pt" {
            guard let x = (point.child("x")?.trimmed).flatMap({ DecimalText.number($0) }), let y = (point.child("y")?.trimmed).flatMap({ DecimalText.number($0) }) else { return nil }
            points += [x, y]
        }
        guard let bounds = ShapeBounds.around(points) else { return nil }
        let isBox = points.count == 4 || (type == "bounding_box" && points.count == 8)
        return isBox ? .box(bounds) : ShapeBounds.area(points) > 0 ? .polygons([PolygonRings(outer: points)]) : nil
    }

    /// The file named is a picture whose pixels other than 0 belong to the object, as large as the whole picture.
    private func mask(_ element: XMLElement, _ file: String) -> Shape? {
        let named = element.child("mask")?.trimmed ?? ""
        let below = ImageFiles.parent(file)
        let swapped = below.firstRange(of: "Annotations").map { String(below[..<$0.lowerBound]) + "Masks" + below[$0.upperBound...] }
        let path = images.first(of: [ImageFiles.join(below, "Masks/\(named)"), "Masks/\(named)", ImageFiles.join(below, named)] + (swapped.map { [ImageFiles.join($0, named)] } ?? [])) ?? images.only(stem: ImageFiles.stem(named))
        guard let path, let bytes = try? input.source(path).readAll(maximumBytes: 256 << 20), let samples = try? PNGSamples.decode(bytes), let size = PixelSize(width: samples.width, height: samples.height) else { return nil }
        let channels = samples.values.count / max(1, samples.width * samples.height)
        guard channels > 0, let raster = LabelRaster(size, values: (0..<(samples.width * samples.height)).map { samples.values[$0 * channels] == 0 ? 0 : 1 }) else { return nil }
        return (raster.masks()?.first?.mask).map(Shape.mask)
    }

    /// `a=1, b` as attributes `a` and `b`; what is no attribute of the project, and all other elements, are kept.
    private func extra(_ object: XMLElement) -> (attributes: JSONObject, rest: JSONObject) {
        var attributes = JSONObject(), rest = JSONObject(), others: [String] = []
        for piece in (object.child("attributes")?.trimmed ?? "").split(separator: ",") {
            let pair = piece.split(separator: "=", maxSplits: 1).map { XMLElement(name: "", text: String($0)).trimmed }
            guard let name = pair.first, !name.isEmpty else { continue }
            if let definition = options.attributes.first(where: { $0.name == name }), let value = AttributeText.value(pair.count > 1 ? pair[1] : "1", of: definition) { attributes[name] = value } else { others.append(pair.joined(separator: "=")) }
        }
        if let occluded = object.child("occluded")?.trimmed, occluded == "yes", let definition = options.attributes.first(where: { $0.name == "occluded" }), let value = AttributeText.value("yes", of: definition) { attributes["occluded"] = value }
        if !others.isEmpty { rest["attributes"] = .string(others.joined(separator: ", ")) }
        let known = ["name", "id", "attributes", "polygon", "segm", "deleted"] + (attributes["occluded"] == nil ? [] : ["occluded"])
        for child in object.children where !known.contains(child.name) {
            if let text = child.json.string, text.isEmpty || (child.name == "verified" && text == "0") || (child.name == "occluded" && text == "no") { continue }
            XMLElement.add(child.name, child.json, to: &rest)
        }
        if let user = (object.child("polygon") ?? object.child("segm"))?.child("username")?.trimmed, !user.isEmpty { rest["username"] = .string(user) }
        if object.child("segm") != nil, let box = object.child("segm")?.child("box") { rest["box"] = box.json }
        return (attributes, rest)
    }
}
