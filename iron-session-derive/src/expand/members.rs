//! The members of the sealed JSON: their names, and how each is written and read.

use proc_macro2::TokenStream;
use quote::quote;

use crate::expand::{codec, order, value};
use crate::model::{Field, Form, Member, Model, Order};

/// `"count", "name"`
pub(crate) fn names(model: &Model) -> TokenStream {
    let names = model.members().map(|(_, member)| member.name());
    quote!(#(#names),*)
}

/// `const ALIASES: &'static [(&'static str, usize)] = &[("locale", 3)];`, or nothing.
pub(crate) fn aliases(model: &Model) -> TokenStream {
    let aliases = model.members().enumerate().flat_map(|(index, (_, member))| {
        member.aliases().iter().map(move |(alias, _)| quote!((#alias, #index)))
    });
    let aliases: Vec<_> = aliases.collect();
    if aliases.is_empty() {
        return TokenStream::new();
    }
    quote! {
        const ALIASES: &'static [(&'static ::core::primitive::str, ::core::primitive::usize)] = &[#(#aliases),*];
    }
}

/// ```text
/// const READ_BACK: bool = cfg!(debug_assertions);
/// const DOUBTFUL: &'static [usize] = &[3];
/// ```
pub(crate) fn read_back(model: &Model) -> TokenStream {
    let doubtful = model.members().enumerate().filter(|(_, (_, member))| !member.is_certain);
    let doubtful: Vec<_> = doubtful.map(|(index, _)| index).collect();
    let doubtful = (!doubtful.is_empty())
        .then(|| quote!(const DOUBTFUL: &'static [::core::primitive::usize] = &[#(#doubtful),*];));
    quote! {
        const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
        #doubtful
    }
}

/// `const SKIPS: bool = true;` if a field is never sealed, or nothing.
pub(crate) fn skips(model: &Model) -> TokenStream {
    if !model.fields.iter().any(Field::is_skipped) {
        return TokenStream::new();
    }
    quote!(
        const SKIPS: ::core::primitive::bool = true;
    )
}

/// `__Codec::<_>::write(__out, ",\"count\":", &self.count)` for each member that has no mistake.
pub(crate) fn writes(model: &Model) -> impl Iterator<Item = TokenStream> {
    sound(model).map(|(index, field, member)| write(model, index, field, member))
}

/// `__Codec::<_>::read(__source, ",\"count\":", &mut self.count)` for each member that has no mistake.
pub(crate) fn reads(model: &Model) -> impl Iterator<Item = TokenStream> {
    sound(model).map(|(index, field, member)| {
        let ident = &field.ident;
        read(index, field, member, &quote!(self.#ident))
    })
}

/// The members that have no mistake, with their numbers.
pub(crate) fn sound(model: &Model) -> impl Iterator<Item = (usize, &Field, &Member)> {
    let members = model.members().enumerate().map(|(index, (field, member))| (index, field, member));
    members.filter(|(_, field, _)| !field.is_broken)
}

/// ```text
/// __Codec::<_>::write(__out, ",\"count\":", &self.count)
/// __Codec::<_>::write_or_omit(__out, ",\"name\":", &self.name)
/// __Codec::<_>::write_expiring_or_omit(__out, ",\"code\":", &self.code)
/// __out.write_with::<Self, _, 3>(",\"token\":", &self.token)
/// __out.sorted(.., |__out| __Codec::<_>::write(__out, ",\"tags\":", &self.tags))
/// ```
fn write(model: &Model, index: usize, field: &Field, member: &Member) -> TokenStream {
    let omits = model.omits_empty(field);
    let (ident, key) = (&field.ident, key(member.name()));
    let function = match &member.form {
        Form::Plain if omits => "write_or_omit",
        Form::Plain => "write",
        Form::Expiring(..) if omits => "write_expiring_or_omit",
        Form::Expiring(..) => "write_expiring",
        // The user's functions decide the order too.
        Form::With(_) => return quote!(__out.write_with::<Self, _, #index>(#key, &self.#ident)),
    };
    let write = codec::call(field, function, quote!(__out, #key, &self.#ident));
    order::write(&model.runtime, &Order::of_member(&field.ty), write)
}

/// ```text
/// __Codec::<_>::read(__source, ",\"count\":", &mut self.count)
/// __Codec::<_>::read(__source.or_default(), ",\"theme\":", &mut self.theme)
/// __Codec::<_>::read_expiring(__source, ",\"code\":", &mut self.code, const { Duration::from_secs(600) })
/// __source.read_with::<Self, _, 3>(",\"token\":", &mut self.token)
/// ```
///
/// `place` is where the value goes, which holds the default.
pub(crate) fn read(index: usize, field: &Field, member: &Member, place: &TokenStream) -> TokenStream {
    let key = key(member.name());
    let source = if field.or_default { quote!(__source.or_default()) } else { quote!(__source) };
    match &member.form {
        Form::Plain => codec::call(field, "read", quote!(#source, #key, &mut #place)),
        Form::Expiring(lifetime, _) => {
            let lifetime = value::length(lifetime, &value::of_field(index));
            let arguments = quote!(#source, #key, &mut #place, const { #lifetime });
            codec::call(field, "read_expiring", arguments)
        }
        Form::With(_) => quote!(#source.read_with::<Self, _, #index>(#key, &mut #place)),
    }
}

/// What comes before the member's value in the JSON: `,"count":`
pub(crate) fn key(name: &str) -> String {
    let escaped = name.chars().map(|char| match char {
        '"' | '\\' => format!("\\{char}"),
        ..' ' => format!("\\u{:04x}", u32::from(char)),
        _ => char.to_string(),
    });
    format!(",\"{}\":", escaped.collect::<String>())
}
