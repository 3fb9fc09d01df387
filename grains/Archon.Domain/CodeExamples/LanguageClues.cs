using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>
/// What programs are told apart by, two blanks between clues. A clue is a weight and a text that begins with a word or a sign, by which it is looked up; <c>^</c> before it
/// means the beginning of a line, <c>…</c> behind it what the line ends with, <c>␣</c> is a blank, <c>¶</c> the end of the line. Only what is rare elsewhere stands here: a language that is not found
/// costs less than a wrong one. What a language never has, and one that is much like it does, weighs against it.
/// </summary>
internal static class LanguageClues
{
    private static readonly (string Language, string Clues)[] Rows =
    [
        ("python",
            "9 ^>>>␣  6 ^def…:  6 ^async def  5 ^class…:  6 ^from…import *  5 ^elif…:  3 ^if…:  3 ^for…:  4 ^while…:  4 ^with…:  5 ^except…:  3 ^try:  2 ^else:  4 ^finally:  3 self.  2 None  1 True  1 False  " +
            "2 print(  2 ^raise  3 lambda  4 __name__  4 __init__  5 ^import numpy  5 ^import os  5 ^import sys  3 ^@property  3 ^yield  2 isinstance(  1 len(  3 ^pass  2 \"\"\"  5 ^from…import Enum  4 ^from __future__  " +
            "-8 ^let␣  -8 ^proc…=  -8 ^function␣  -4 ^echo␣  -8 ..<  -8 {.  -8 sql\""),
        ("rust",
            "7 fn main()  4 ^fn  5 ^pub fn  5 ^impl  6 let mut  5 ^pub struct  4 ^pub enum  6 ^use std::  5 ^use crate::  5 ^use super::  5 println!  5 vec!  5 assert_eq!  4 assert!  5 panic!  4 format!  5 #[derive  " +
            "5 ^#[  7 ^#![  5 &mut  5 &self  4 &'static  4 &str  3 unwrap()  3 Some(  3 Ok(  4 ^match…{  4 ^mod…;  4 ^pub mod  3 ^trait  3 ::<  6 ^extern crate  5 macro_rules!  5 unsafe {  3 Box<  3 Vec<  2 usize  2 i32  " +
            "1 u32  1 u8  2 ^let…;  3 ^loop {  3 String::"),
        ("javascript",
            "3 ^const…;  2 ^let…;  2 ^var…;  6 require('  6 require(\"  7 module.exports  7 console.log  6 console.error  3 function (  3 function(  3 ^function…{  2 =>  5 ===␣  5 !==␣  4 document.  4 window.  6 ^export default  " +
            "5 ^export const  5 ^async function  2 ^await  3 undefined  2 typeof  4 Promise.  4 JSON.  6 ^import {  5 Object.keys  4 addEventListener  4 = `  5 `${  1 ^interface…{  1 ^export  1 ^type…{  1 ^import type  1 as const  1 readonly  -8 ^proc␣  -8 ^{-#"),
        ("typescript",
            "4 : string  4 : number  4 : boolean  2 ^interface…{  4 ^export interface  4 ^export type  3 ^type…{  5 ^import type  4 : Promise<  4 as const  2 readonly  3 : void  -9 ^proc␣  -9 ^iterator␣  -9 ^method␣  -9 ^template␣  -9 *:"),
        ("java",
            "8 public static void main  8 System.out.  8 ^import java.…;  8 ^import javax.…;  5 ^package…;  3 ^public class  3 ^public interface  6 @Override  3 implements  3 throws  1 final  2 String  2 ^private final  2 ArrayList  " +
            "4 ^import org.…;  2 ^public static  2 ^throw new"),
        ("csharp",
            "7 ^using System  3 ^using…;  3 ^namespace  8 Console.Write  6 async Task  6 { get;  5 get;  2 ^public class  5 ^public sealed  4 ^internal  2 ^public static  3 ^private readonly  4 ^foreach (  3 out var  -8 ::  -8 ^#include"),
        ("go",
            "7 ^package main  4 ^func  3 :=  5 fmt.  7 ^import (  7 != nil  3 ^defer  5 ^go func  4 chan  3 struct {  4 []byte  4 []string  4 map[string]  5 context.Context  -8 ^proc␣  -8 ^method␣  -8 ^begin"),
        ("c",
            "3 ^#include <  3 ^#include…h>  3 ^#include \"  2 ^#include…h\"  4 ^#define  3 ^#ifdef  3 ^#ifndef  2 ^#endif  6 int main(  3 printf(  3 char *  2 sizeof(  1 ^struct  2 NULL  3 ^typedef  3 unsigned  2 size_t  3 void *  3 ^static…)  2 ^int…;  3 ^void…)  3 malloc(  " +
            "5 PyObject␣  4 Py_ssize_t  4 uint32_t  3 uint8_t  4 Datum  4 ^PG_FUNCTION_INFO_V1  4 PG_MODULE_MAGIC  3 const char  2 ->  -9 ^{-#"),
        ("cpp",
            "3 std::  6 std::string  6 std::vector  6 std::cout  6 std::endl  6 std::unique_ptr  6 std::map  6 std::move  6 ^template<  6 ^template <  7 cout <<  6 ^using namespace  4 nullptr  5 ^public:  5 ^private:  3 virtual  3 const&  8 ^#include <iostream>  8 ^#include <vector>  8 ^#include <string>  8 ^#include <memory>  8 ^#include <algorithm>  8 ^#include <map>  8 ^#include <functional>  8 ^#include <thread>  8 ^#include <fstream>  8 ^#include <sstream>  8 ^#include…pp>  8 ^#include…pp\"  3 constexpr  4 noexcept"),
        ("php", "12 <?php  5 $this->  4 ^public function  4 echo $  -8 ^import"),
        ("ruby", "4 ^puts  5 ^require '  3 ^end  7 do |  6 attr_accessor  6 attr_reader  4 .each␣  2 ^module  2 nil  3 unless  4 elsif"),
        ("perl", "6 my $  6 my @  6 my %  8 ^use strict  8 ^use warnings  4 ^sub…{  5 =~  4 ^our $  4 shift;"),
        ("lua", "5 ^local  3 ^end  3 ^function…)  3 then  5 ipairs(  4 pairs(  2 nil  3 ~=  -9 :=  -9 ^begin  -9 ^uses  -5 ::"),
        ("kotlin", "3 ^fun␣  4 ^fun…{  3 ^val␣  1 ^var␣  7 ^data class  1 println(  4 ?:  3 when (  5 suspend fun  -8 ^def  -8 ^trait  -5 extends  -5 =>  -8 ^import scala.  -8 ^end"),
        ("swift", "3 ^func  7 ^import Foundation  7 ^import SwiftUI  6 guard let  4 if let  1 ^let␣  1 ^var␣  5 -> String {  1 nil  -8 ^import std  -8 ^proc␣  -8 @[  -6 ^for…:  -6 ^if…:"),
        ("haskell", "7 ^module…where  7 ^import qualified  2 ::  3 ^data  3 ^instance  3 ^where  3 deriving  6 ^import Data.  7 ^main = do  6 ^import Control."),
        ("rst", "14 ^..␣  4 ^:ref:  3 ^:param"),
        ("jinja", "8 {%␣  8 {%-  3 {{␣  3 }}  -6 },"),
        ("r", "6 <- function  6 ^library(  5 <- c(  5 data.frame(  6 %>%  5 ggplot("),
        ("powershell", "7 ^Get-  7 ^Set-Location  7 ^New-Item  6 Write-Host  7 ^Import-Module  7 ^Install-Module  4 -eq  4 $_."),
        ("bash",
            "5 ^fi  5 ^done¶  5 ^done␣  5 ^done;  5 ^done)  6 ^esac  6 ^if [  4 ^then  6 ^for…; do  6 ^while…; do  3 ^do  4 ^export…=  7 ^sudo  7 ^apt-get  6 ^apt install  6 ^npm␣  6 ^npx␣  6 ^yarn␣  6 ^pnpm␣  7 ^pip install  6 ^git␣  6 ^cd␣  6 ^curl␣  6 ^wget␣  6 ^docker␣  6 ^cargo␣  " +
            "6 ^rustup␣  6 ^mkdir␣  6 ^chmod␣  6 ^python3␣  6 ^python -  6 ^./configure  6 ^tar␣  6 ^brew␣  6 ^kubectl␣  6 ^make install  6 ^make check  3 ^echo␣  5 ^cat␣  5 ^ls -  5 ^cp -  5 ^mv␣  5 ^rm -  6 ^ssh␣  6 ^psql␣  6 ^pg_ctl␣  6 ^pg_dump␣  " +
            "6 ^initdb␣  6 ^createdb␣  6 ^go get␣  6 ^go run␣  6 ^go build  6 ^sphinx-build␣  6 ^rustc␣  5 ^gcc␣  8 ^$␣  6 ^%␣git  4 $(  3 ${  -8 ^proc…=  3 >/dev/null  4 2>&1  4 ^set -  3 &&"),
        ("sql",
            "6 ^SELECT␣  7 ^INSERT INTO  7 ^CREATE TABLE  7 ^CREATE INDEX  7 ^CREATE FUNCTION  7 ^CREATE OR REPLACE  7 ^CREATE␣  7 ^ALTER␣  7 ^DROP␣  6 ^UPDATE␣  7 ^DELETE FROM  7 ^GRANT␣  7 ^REVOKE␣  7 ^BEGIN;  7 ^COMMIT;  6 ^COPY␣  7 ^EXPLAIN␣  " +
            "4 ^SET␣  6 ^WITH␣  6 ^VALUES␣  3 ^FROM␣  3 ^WHERE␣  3 ORDER BY  3 GROUP BY  5 ^select…;  6 ^insert into  6 ^create table  6 ^DECLARE␣  6 ^ROLLBACK  6 ^SAVEPOINT  6 ^VACUUM  6 ^ANALYZE  6 ^LISTEN␣  6 ^NOTIFY␣  6 ^PREPARE␣  6 ^COMMENT ON  6 ^REINDEX␣  6 ^TRUNCATE␣"),
    ];

    private static readonly ILookup<string, LanguageClue> Read =
        Rows.SelectMany((row, language) => row.Clues.Split("  ", StringSplitOptions.RemoveEmptyEntries).Select(clue => (Language: language, Clue: clue)))
            .Select((one, number) => Parse(one.Language, one.Clue, number))
            .ToLookup(one => one.Key, one => one.Clue, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, LanguageClue[]>.AlternateLookup<ReadOnlySpan<char>> ByWord =
        Read.Where(clues => IsOfWord(clues.Key[0])).ToFrozenDictionary(clues => clues.Key, clues => clues.ToArray(), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly LanguageClue[]?[] BySign = [.. Enumerable.Range(0, 128).Select(sign => Read[((char)sign).ToString()].ToArray() is { Length: > 0 } clues && !IsOfWord((char)sign) ? clues : null)];

    /// <summary>The languages; a clue names one by its place here.</summary>
    public static readonly string[] Languages = [.. Rows.Select(row => row.Language)];

    /// <summary>How many clues there are.</summary>
    public static readonly int Count = Read.Sum(clues => clues.Count());

    /// <summary>The place of a language among <see cref="Languages"/>.</summary>
    public static int IndexOf(string language) => Array.IndexOf(Languages, language);

    /// <summary>What a word may be a clue for.</summary>
    public static LanguageClue[]? OfWord(ReadOnlySpan<char> word) => ByWord.TryGetValue(word, out var clues) ? clues : null;

    /// <summary>What a sign may be a clue for.</summary>
    public static LanguageClue[]? OfSign(char sign) => sign < BySign.Length ? BySign[sign] : null;

    /// <summary>Letters, digits and the underscore make words.</summary>
    public static bool IsOfWord(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '_';

    private static (string Key, LanguageClue Clue) Parse(int language, string row, int number)
    {
        var blank = row.IndexOf(' ', StringComparison.Ordinal);
        var text = row[(blank + 1)..].Replace('␣', ' ');
        var beginsLine = text[0] == '^';
        text = beginsLine ? text[1..] : text;
        var dots = text.IndexOfAny(['…', '¶']);
        var (begin, end) = dots < 0 ? (text, null) : (text[..dots], text[(dots + 1)..]);
        var isWhole = dots >= 0 && text[dots] == '¶';
        var length = IsOfWord(begin[0]) ? begin.TakeWhile(IsOfWord).Count() : 1;
        return (begin[..length], new LanguageClue(number, begin[length..], language, int.Parse(row[..blank], System.Globalization.CultureInfo.InvariantCulture), beginsLine, end, isWhole));
    }
}
