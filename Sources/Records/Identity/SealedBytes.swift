import CCrypto

/// AES-256-GCM by OpenSSL (NIST SP 800-38D): bytes that only the holder of the key can read, and that nobody can change
/// unnoticed.
///
/// The nonce is a parameter: with one key it must not serve for two different texts. A nonce made from the text by a
/// keyed hash keeps that, and makes equal texts equal when sealed.
public enum SealedBytes {
    public static let keyLength = 32, nonceLength = 12, tagLength = 16

    /// The nonce, the sealed bytes, a tag of 16 bytes. nil when a length is wrong or OpenSSL refuses.
    public static func seal(_ bytes: [UInt8], key: [UInt8], nonce: [UInt8]) -> [UInt8]? {
        guard key.count == keyLength, nonce.count == nonceLength, bytes.count < Int32.max, let context = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        var sealed = [UInt8](repeating: 0, count: bytes.count), tag = [UInt8](repeating: 0, count: tagLength), written: Int32 = 0
        guard EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_EncryptUpdate(context, &sealed, &written, bytes, Int32(bytes.count)) == 1,
            EVP_EncryptFinal_ex(context, &tag, &written) == 1,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), &tag) == 1
        else { return nil }
        return nonce + sealed + tag
    }

    /// nil when the key is another or a byte was changed.
    public static func open(_ sealed: [UInt8], key: [UInt8]) -> [UInt8]? {
        let length = sealed.count - nonceLength - tagLength
        guard key.count == keyLength, length >= 0, length < Int32.max, let context = EVP_CIPHER_CTX_new() else { return nil }
        defer { EVP_CIPHER_CTX_free(context) }
        let nonce = Array(sealed[..<nonceLength]), body = Array(sealed[nonceLength..<nonceLength + length])
        var tag = Array(sealed[(nonceLength + length)...]), written: Int32 = 0
        var bytes = [UInt8](repeating: 0, count: length), rest = [UInt8](repeating: 0, count: tagLength)
        guard EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce) == 1,
            EVP_DecryptUpdate(context, &bytes, &written, body, Int32(length)) == 1,
            EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength), &tag) == 1,
            EVP_DecryptFinal_ex(context, &rest, &written) == 1
        else { return nil }
        return Array(bytes[..<length])
    }
}
