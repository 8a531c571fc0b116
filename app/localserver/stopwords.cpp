#include "app/localserver/stopwords.h"

#include <QString>

#include <algorithm>
#include <array>

namespace
{

// Sorted. Words that change what a sentence says (not, no, without, off, on, up, down, before, after) are not in it.
constexpr std::array<QStringView, 127> words{u"a", u"about", u"am", u"an", u"and", u"any", u"are", u"as", u"at", u"be",
    u"because", u"been", u"being", u"both", u"but", u"by", u"can", u"can't", u"could", u"couldn't", u"did", u"didn't", u"do",
    u"does", u"doesn't", u"doing", u"don't", u"each", u"either", u"explain", u"for", u"from", u"get", u"give", u"had", u"happen",
    u"happens", u"has", u"have", u"having", u"he", u"her", u"here", u"hers", u"him", u"his", u"how", u"how's", u"i", u"i'd",
    u"i'll", u"i'm", u"i've", u"if", u"in", u"into", u"is", u"isn't", u"it", u"it's", u"its", u"let", u"let's", u"many", u"may",
    u"me", u"mean", u"means", u"might", u"mine", u"much", u"must", u"my", u"of", u"or", u"our", u"ours", u"ourselves", u"please",
    u"shall", u"she", u"should", u"so", u"some", u"such", u"tell", u"than", u"that", u"that's", u"the", u"their", u"theirs",
    u"them", u"then", u"there", u"there's", u"these", u"they", u"this", u"those", u"to", u"too", u"us", u"very", u"was", u"we",
    u"we're", u"were", u"what", u"what's", u"when", u"where", u"where's", u"which", u"while", u"who", u"who's", u"whom", u"why",
    u"will", u"with", u"would", u"you", u"you're", u"your", u"yours", u"yourself"};

}

bool isStopWord(QStringView word)
{
    if (word.size() > 12)
        return false;
    QString plain = word.toString().toLower();
    plain.replace(QChar(0x2019), u'\'');
    return std::binary_search(words.begin(), words.end(), plain, [](QStringView a, QStringView b) { return a < b; });
}
