//! [`Checked`]: any value, except for numbers that a reader would get as another value. These are floats that
//! JSON cannot carry, which `serde_json` would write as `null`, and integers that JavaScript would round.

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// Which numbers a reader gets unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// All except floats that are not finite.
    Json,
    /// The same, but beyond 2^53 - 1 only integers that JavaScript would print the same. Its doubles have
    /// gaps there.
    JavaScript,
}

/// Serializes the value inside. A number that a reader would not get unchanged, at any depth, is an error.
pub(crate) struct Checked<T>(pub(crate) T, pub(crate) Numbers);

impl<T: Serialize> Serialize for Checked<T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Guard(serializer, self.1))
    }
}

/// Passes everything to the serializer inside, and wraps nested values in the same way.
struct Guard<S>(S, Numbers);

fn refuse<E: Error>() -> E {
    E::custom("NaN and infinities have no JSON form; seal an `Option`, or clamp the number")
}

/// Whether JavaScript reads this integer and writes the same digits. It does so with all integers that it
/// wrote itself.
fn javascript_prints(magnitude: u128) -> bool {
    /// From here on JavaScript writes an exponent.
    const EXPONENT: u128 = 1_000_000_000_000_000_000_000;
    #[expect(clippy::cast_precision_loss, reason = "the loss is what is tested")]
    let double = magnitude as f64;
    magnitude < EXPONENT && double.to_string() == magnitude.to_string()
}

impl<S> Guard<S> {
    /// Refuses an integer of this magnitude if a reader would not get it unchanged.
    fn check<E: Error>(&self, magnitude: u128) -> Result<(), E> {
        if self.1 == Numbers::JavaScript && magnitude > (1 << 53) - 1 && !javascript_prints(magnitude) {
            return Err(E::custom("JavaScript would round an integer beyond 2^53 - 1; seal it as text"));
        }
        Ok(())
    }
}

/// Methods that pass on one value.
macro_rules! pass {
    ($($method:ident($($value:ident: $type:ty),*);)*) => {$(
        #[inline]
        fn $method(self, $($value: $type),*) -> Result<Self::Ok, Self::Error> {
            self.0.$method($($value),*)
        }
    )*};
}

/// Methods that begin a nested value.
macro_rules! nest {
    ($($method:ident($($value:ident: $type:ty),*) -> $nested:ident;)*) => {$(
        #[inline]
        fn $method(self, $($value: $type),*) -> Result<Self::$nested, Self::Error> {
            {
                let numbers = self.1;
                self.0.$method($($value),*).map(|nested| Guard(nested, numbers))
            }
        }
    )*};
}

impl<S: Serializer> Serializer for Guard<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Guard<S::SerializeSeq>;
    type SerializeTuple = Guard<S::SerializeTuple>;
    type SerializeTupleStruct = Guard<S::SerializeTupleStruct>;
    type SerializeTupleVariant = Guard<S::SerializeTupleVariant>;
    type SerializeMap = Guard<S::SerializeMap>;
    type SerializeStruct = Guard<S::SerializeStruct>;
    type SerializeStructVariant = Guard<S::SerializeStructVariant>;

    fn serialize_f32(self, value: f32) -> Result<S::Ok, S::Error> {
        if value.is_finite() { self.0.serialize_f32(value) } else { Err(refuse()) }
    }

    fn serialize_f64(self, value: f64) -> Result<S::Ok, S::Error> {
        if value.is_finite() { self.0.serialize_f64(value) } else { Err(refuse()) }
    }

    #[inline]
    fn serialize_i64(self, value: i64) -> Result<S::Ok, S::Error> {
        self.check(value.unsigned_abs().into())?;
        self.0.serialize_i64(value)
    }

    fn serialize_i128(self, value: i128) -> Result<S::Ok, S::Error> {
        self.check(value.unsigned_abs())?;
        self.0.serialize_i128(value)
    }

    #[inline]
    fn serialize_u64(self, value: u64) -> Result<S::Ok, S::Error> {
        self.check(value.into())?;
        self.0.serialize_u64(value)
    }

    fn serialize_u128(self, value: u128) -> Result<S::Ok, S::Error> {
        self.check(value)?;
        self.0.serialize_u128(value)
    }

    pass! {
        serialize_bool(value: bool);
        serialize_i8(value: i8);
        serialize_i16(value: i16);
        serialize_i32(value: i32);
        serialize_u8(value: u8);
        serialize_u16(value: u16);
        serialize_u32(value: u32);
        serialize_char(value: char);
        serialize_str(value: &str);
        serialize_bytes(value: &[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(name: &'static str);
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_some(&Checked(value, self.1))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_newtype_struct(name, &Checked(value, self.1))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_newtype_variant(name, index, variant, &Checked(value, self.1))
    }

    nest! {
        serialize_seq(len: Option<usize>) -> SerializeSeq;
        serialize_tuple(len: usize) -> SerializeTuple;
        serialize_tuple_struct(name: &'static str, len: usize) -> SerializeTupleStruct;
        serialize_tuple_variant(
            name: &'static str, index: u32, variant: &'static str, len: usize
        ) -> SerializeTupleVariant;
        serialize_map(len: Option<usize>) -> SerializeMap;
        serialize_struct(name: &'static str, len: usize) -> SerializeStruct;
        serialize_struct_variant(
            name: &'static str, index: u32, variant: &'static str, len: usize
        ) -> SerializeStructVariant;
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// Methods that write the parts of a nested value. Each part is checked too.
macro_rules! parts {
    ($($trait:ident::$method:ident($($name:ident)?);)*) => {$(
        impl<S: $trait> $trait for Guard<S> {
            type Ok = S::Ok;
            type Error = S::Error;

            #[inline]
            fn $method<T: Serialize + ?Sized>(
                &mut self,
                $($name: &'static str,)?
                value: &T,
            ) -> Result<(), S::Error> {
                self.0.$method($($name,)? &Checked(value, self.1))
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        }
    )*};
}

parts! {
    SerializeSeq::serialize_element();
    SerializeTuple::serialize_element();
    SerializeTupleStruct::serialize_field();
    SerializeTupleVariant::serialize_field();
    SerializeStruct::serialize_field(name);
    SerializeStructVariant::serialize_field(name);
}

impl<S: SerializeMap> SerializeMap for Guard<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    /// Passes keys on unchecked. `serde_json` itself refuses floats that are not finite as keys.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), S::Error> {
        self.0.serialize_key(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.0.serialize_value(&Checked(value, self.1))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}
