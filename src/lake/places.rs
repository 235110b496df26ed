//! Places of rows within a file, as a set that takes little room however many there are.

use base64::{Engine, prelude::BASE64_STANDARD};
use roaring::RoaringTreemap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Rows of an input file or of a segment, by their place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places(pub RoaringTreemap);

impl Serialize for Places {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(self.0.serialized_size());
        self.0.serialize_into(&mut bytes).map_err(serde::ser::Error::custom)?;
        out.serialize_str(&BASE64_STANDARD.encode(bytes))
    }
}

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        let bytes = BASE64_STANDARD.decode(&*text).map_err(D::Error::custom)?;
        RoaringTreemap::deserialize_from(&bytes[..]).map(Self).map_err(D::Error::custom)
    }
}
