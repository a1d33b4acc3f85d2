/// The kinds of question (MODEL.md 2). A new kind is a change of the data model.
public enum QuestionKind: String, Sendable, Codable, CaseIterable {
    case choice, choices, tree, rating, number, date, text, texts
    case pairwise, ranking, chat
    case boxes, rotatedBoxes = "rotated-boxes", ellipses, polygons, polylines, points, skeletons, masks, cuboids
    case tracks
    case spans, relations, tokens
    case segments, transcripts
    case fields
    case cuboids3D = "cuboids-3d", pointLabels = "point-labels"
    case cells
}
