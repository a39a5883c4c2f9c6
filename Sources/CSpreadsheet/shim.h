#pragma once
// libxml2's own headers include <libxml/...>, so the folder above them must be on the search path:
// the manifest names pkg-config's libxml-2.0 for that.
#include <iconv.h>
// Debian's libxml2 headers would bring in ICU's, which clash with the ICU that Foundation carries.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <xlsxwriter.h>
#include <zip.h>
