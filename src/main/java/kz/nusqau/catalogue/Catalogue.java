package kz.nusqau.catalogue;

import kz.nusqau.instruction.InstructionParser;

/**
 * Everything that the documents of the catalogue say, checked as a whole and then read-only. Which
 * one is in force says {@link CatalogueInForce}.
 *
 * @param parser knows the words of this catalogue
 */
public record Catalogue(
        ShortCodes shortCodes,
        Providers providers,
        Tariffs tariffs,
        LimitRules limitRules,
        Texts texts,
        Questions questions,
        Menus menus,
        CallCentres callCentres,
        RulesVersion rulesVersion,
        InstructionParser parser) {}
