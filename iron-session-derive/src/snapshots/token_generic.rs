const _: () = {
    const __GIVEN_AS_MAX_AGE: ::core::time::Duration = MAX_AGE;
    const _: () = {
        vendor::session::__private::assert_token_age(__GIVEN_AS_MAX_AGE);
    };
    const _: () = {
        vendor::session::__private::assert_newer(
            2u16,
            <CartV1 as vendor::session::IronToken>::SCHEMA,
        );
        vendor::session::__private::assert_same_purpose(
            "cart",
            <CartV1 as vendor::session::IronToken>::PURPOSE,
        );
        vendor::session::__private::assert_native_older(
            <<CartV1 as vendor::session::IronToken>::Format as vendor::session::__private::TokenFormat>::IS_NATIVE,
        );
    };
    #[automatically_derived]
    #[allow(deprecated)]
    impl<T: Item> vendor::session::IronToken for Cart<T>
    where
        Cart<T>: ::core::marker::Send + ::core::marker::Sync + 'static,
        Cart<T>: vendor::session::__private::Migrate<CartV1>,
        Vec<
            T,
        >: vendor::session::__private::Member + vendor::session::__private::ThreadSafe,
        Gift<
            T,
        >: vendor::session::__private::Member + vendor::session::__private::ThreadSafe,
        Gift<T>: vendor::session::__private::DefaultMember,
    {
        const PURPOSE: &'static ::core::primitive::str = "cart";
        const MAX_AGE: ::core::option::Option<::core::time::Duration> = ::core::option::Option::Some(
            __GIVEN_AS_MAX_AGE,
        );
        type Format = vendor::session::__private::Native;
        const MEMBERS: &'static [&'static ::core::primitive::str] = &["items", "gift"];
        const SCHEMA: ::core::primitive::u16 = 2u16;
        const READ_BACK: ::core::primitive::bool = ::core::cfg!(debug_assertions);
        const DOUBTFUL: &'static [::core::primitive::usize] = &[0usize, 1usize];
        fn read_older(
            __sealed: ::core::primitive::u16,
            __json: &[::core::primitive::u8],
            __now: ::core::primitive::u64,
        ) -> ::core::result::Result<Self, vendor::session::Rejection> {
            use vendor::session::__private::migrate_token as __migrate;
            let _ = <CartV1 as vendor::session::IronToken>::SCHEMA;
            __migrate::<CartV1, Self>(__sealed, __json, __now)
        }
        #[inline]
        fn write_members(
            &self,
            __out: &mut vendor::session::__private::MemberWriter<'_>,
        ) -> ::core::result::Result<(), vendor::session::__private::JsonError> {
            type __Checked<__T, __L> = vendor::session::__private::CheckedCodec<
                __T,
                __L,
            >;
            __Checked::<Vec<T>, Vec<T>>::write(__out, ",\"items\":", &self.items)?;
            __Checked::<Gift<T>, Gift<T>>::write(__out, ",\"gift\":", &self.gift)
        }
        fn read_members(
            __source: &mut vendor::session::__private::MemberReader<'_>,
        ) -> ::core::result::Result<Self, vendor::session::Rejection> {
            type __Checked<__T, __L> = vendor::session::__private::CheckedCodec<
                __T,
                __L,
            >;
            let mut __member_items: ::core::option::Option<Vec<T>> = ::core::option::Option::None;
            let mut __member_gift: Gift<T> = vendor::session::__private::default_member::<
                Gift<T>,
            >();
            let _ = vendor::session::__private::read_token::<
                Self,
            >(
                __source,
                |__source| {
                    __Checked::<
                        Vec<T>,
                        Vec<T>,
                    >::read_required(__source, ",\"items\":", &mut __member_items)?;
                    __Checked::<
                        Gift<T>,
                        Gift<T>,
                    >::read(__source, ",\"gift\":", &mut __member_gift)
                },
            )?;
            ::core::result::Result::Ok(Self {
                items: __source.required("items", __member_items)?,
                gift: __member_gift,
            })
        }
    }
};
