package kz.nusqau.catalogue;

/** Everything that the files of the catalogue say, checked at start and then read-only. */
public record Catalogue(
        ShortCodes shortCodes,
        Providers providers,
        Tariffs tariffs,
        LimitRules limitRules,
        Texts texts,
        Questions questions,
        Menus menus,
        CallCentres callCentres,
        RulesVersion rulesVersion) {}
