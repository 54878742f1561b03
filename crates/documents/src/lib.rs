//! Bytes to text versions: decoding, offset maps, sentences, marked parts.
