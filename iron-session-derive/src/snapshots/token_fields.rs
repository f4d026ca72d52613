const _: () = {
    const __GIVEN_AS_PURPOSE: &'static ::core::primitive::str = PURPOSE;
    const _: () = {
        ::iron_session::__private::assert_purpose(__GIVEN_AS_PURPOSE);
    };
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::iron_session::IronToken for Fields {
        const PURPOSE: &'static ::core::primitive::str = __GIVEN_AS_PURPOSE;
        const MAX_AGE: ::core::option::Option<::core::time::Duration> = ::core::option::Option::None;
        type Format = ::iron_session::__private::Native;
        const MEMBERS: &'static [&'static ::core::primitive::str] = &[
            "role",
            "theme",
            "lang",
            "type",
        ];
        const ALIASES: &'static [(
            &'static ::core::primitive::str,
            ::core::primitive::usize,
        )] = &[("locale", 2usize)];
        const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
        const DOUBTFUL: &'static [::core::primitive::usize] = &[0usize, 1usize, 3usize];
        const FLATTENED: ::core::option::Option<&'static ::core::primitive::str> = ::core::option::Option::Some(
            "rest",
        );
        #[inline]
        fn write_members(
            &self,
            __out: &mut ::iron_session::__private::MemberWriter<'_>,
        ) -> ::core::result::Result<(), ::iron_session::__private::JsonError> {
            type __Codec<__T> = ::iron_session::__private::Codec<__T>;
            type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
            __Checked::<_, Role>::write(__out, ",\"role\":", &self.role)?;
            __Checked::<_, Theme>::write(__out, ",\"theme\":", &self.theme)?;
            __Codec::<_>::write(__out, ",\"lang\":", &self.tongue)?;
            __out.write_with::<Self, _, 3usize>(",\"type\":", &self.r#type)?;
            __Checked::<
                _,
                Value,
            >::write_rest(
                __out,
                "rest",
                <Self as ::iron_session::IronToken>::MEMBERS,
                <Self as ::iron_session::IronToken>::ALIASES,
                &self.rest,
            )
        }
        fn read_members(
            __source: &mut ::iron_session::__private::MemberReader<'_>,
        ) -> ::core::result::Result<Self, ::iron_session::Rejection> {
            type __Codec<__T> = ::iron_session::__private::Codec<__T>;
            type __Checked<__T, __L> = ::iron_session::__private::CheckedCodec<__T, __L>;
            let mut __member_role: Role = Role::Guest;
            let mut __member_theme: Theme = ::iron_session::__private::default_member::<
                Theme,
            >();
            let mut __member_tongue: ::core::option::Option<String> = ::core::option::Option::None;
            let mut __member_type: ::core::option::Option<[u8; 16]> = ::core::option::Option::None;
            let mut __member_rest: ::core::option::Option<BTreeMap<String, Value>> = ::core::option::Option::None;
            let __rest = ::iron_session::__private::read_token::<
                Self,
            >(
                __source,
                |__source| {
                    __Checked::<
                        _,
                        Role,
                    >::read(__source, ",\"role\":", &mut __member_role)?;
                    __Checked::<
                        _,
                        Theme,
                    >::read(__source.or_default(), ",\"theme\":", &mut __member_theme)?;
                    __Codec::<
                        _,
                    >::read_required(__source, ",\"lang\":", &mut __member_tongue)?;
                    __source
                        .read_required_with::<
                            Self,
                            _,
                            3usize,
                        >(",\"type\":", &mut __member_type)
                },
            )?;
            __source
                .rest(
                    "rest",
                    __Checked::<_, Value>::read_rest_required(__rest, &mut __member_rest),
                )?;
            ::core::result::Result::Ok(Self {
                role: __member_role,
                theme: __member_theme,
                tongue: __source.required("lang", __member_tongue)?,
                r#type: __source.required("type", __member_type)?,
                hidden: ::iron_session::__private::default_member::<u8>(),
                rest: __source.required("rest", __member_rest)?,
            })
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::iron_session::__private::With<[u8; 16], 3usize> for Fields {
        fn serialize<__S: ::iron_session::__private::Serializer>(
            __field: &[u8; 16],
            __serializer: __S,
        ) -> ::core::result::Result<__S::Ok, __S::Error> {
            hex::serialize(__field, __serializer)
        }
        fn deserialize<'__de, __D: ::iron_session::__private::Deserializer<'__de>>(
            __deserializer: __D,
        ) -> ::core::result::Result<[u8; 16], __D::Error> {
            hex::deserialize(__deserializer)
        }
    }
};
