extension LicenceTerms {
    /// What the licence lets people do, in a few words: `anything is allowed, with credit`.
    public var summary: String {
        var words = [commercialWords]
        if allowsDerivatives == false { words.append("no changed copies") }
        if needsAttribution { words.append("with credit") }
        if isShareAlike { words.append("what is made of it goes out on the same terms") }
        return words.joined(separator: ", ")
    }

    private var commercialWords: String {
        switch allowsCommercialUse {
        case true: allowsDerivatives == true ? "anything is allowed" : "commercial use is allowed"
        case false: "no commercial use"
        case nil: "nobody knows what is allowed"
        }
    }
}
