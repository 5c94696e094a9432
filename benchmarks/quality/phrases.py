"""What pipelines, prompts and scripts leave behind, in words of our own: the material of the injectors.

⟨a|b⟩ in a text stands for one of its alternatives, so that a text comes in many wordings.
"""

# ruff: noqa: E501 (a text stands on a line of its own)

import re
from collections.abc import Mapping
from random import Random

Texts = Mapping[str, tuple[str, ...]]
_CHOICE = re.compile(r"⟨([^⟨⟩]*)⟩")


def expand(template: str, rng: Random) -> str:
    """The template with one of the alternatives of each ⟨a|b|c⟩."""
    return _CHOICE.sub(lambda choice: rng.choice(choice[1].split("|")), template)


#: marks for the end of a text or of a turn, as they stand on a line of their own
MARKERS = (
    "---END---",
    "---End---",
    "---end---",
    "--- END ---",
    "---END OF ARTICLE---",
    "---END OF PART 2---",
    "[END]",
    "<END>",
    "<|endoftext|>",
    "<|im_end|>",
    "<|eot_id|>",
    "<|end|>",
    "[/INST]",
    "</s>",
)
#: those that generators also leave inside a line
INLINE_MARKERS = (
    "---END---",
    "---End---",
    "<|endoftext|>",
    "<|im_end|>",
    "<|im_start|>assistant",
    "[/INST]",
    "[INST]",
    "<|eot_id|>",
    "<<SYS>>",
    "</s>",
)
CUT_MARKERS = ("---END--", "---END-", "---END", "<|endoftext|", "<|endoftext", "<|im_end|", "[/INST")
#: marks that tools of chat models leave in a sentence
TOOL_TOKENS = (
    ":contentReference[oaicite:0]{index=0}",
    ":contentReference[oaicite:4]{index=4}",
    "turn0search3",
    "turn1view0",
    "citeturn0search1",
    "【3†source】",
    "【12†L8-L20】",
    "[cite: 2, 5]",
    "[cite_start]",
    "[oaicite:2]",
)

#: sentences between a copy and what stands around it; they say nothing that a post could say already
BRIDGES: Texts = {
    "ja": (
        "ここでもう一度、立ち止まって考えてみましょう。",
        "この点は、実際に手を動かしてみるとよく分かります。",
        "次に進む前に、要点を整理しておきます。",
        "慣れるまでには、少し時間がかかるかもしれません。",
        "細かな違いはありますが、考え方は変わりません。",
        "あとは、それぞれの事情に合わせて調整してください。",
    ),
    "en": (
        "It helps to pause here for a moment before going on.",
        "You will notice this as soon as you try it yourself.",
        "The details differ from place to place, but the idea stays.",
        "Getting used to it may take a little while, and that is fine.",
        "From here on, adjust things to whatever suits you best.",
        "None of this needs to be perfect on the first attempt.",
    ),
}

#: the writer's answer to its editor, in front of the article
RESIDUE_OPENING: Texts = {
    "ja": (
        "⟨承知しました|承知いたしました|かしこまりました|わかりました⟩。⟨ご指定|ご依頼|ご要望⟩の⟨テーマ|内容|条件|構成⟩⟨で|に沿って|に基づいて⟩⟨記事|ブログ記事|原稿⟩を⟨作成|執筆|生成⟩⟨します|しました|いたします⟩。",
        "⟨以下|こちら⟩が、⟨ご依頼の|ご指定いただいた|修正後の|改善した⟩⟨記事|ブログ記事|本文⟩⟨です|になります⟩。",
        "⟨ご依頼の内容に基づいて、|ご指示に沿って、|いただいたキーワードをもとに、⟩⟨記事|ブログ記事|本文⟩を⟨作成|書き直|生成⟩しました。",
        "以下に、⟨ご指定の構成で|ご指示に従って⟩⟨ブログ記事|記事の続き|修正版⟩を⟨生成|作成|提示⟩します。",
        "⟨もちろんです|はい、喜んで⟩。⟨改善版の記事|ブログ記事の草稿|続きの原稿⟩⟨はこちらです|をお届けします⟩。",
    ),
    "en": (
        "⟨Sure|Certainly|Of course|Absolutely⟩! ⟨Here is|Here's|Below is⟩ ⟨the|a|your⟩ ⟨blog post|article|revised version|draft⟩⟨ you asked for| as requested| based on your outline|⟩.",
        "⟨Here is|Here's|Below is⟩ the ⟨revised|rewritten|improved|updated⟩ ⟨version of the post|article|blog post⟩⟨, with a stronger introduction| as requested|⟩.",
        "The ⟨article|blog post|content⟩ has been ⟨generated|rewritten|revised⟩ ⟨according to|in line with|following⟩ your ⟨instructions|guidelines|requirements⟩.",
        "I've ⟨rewritten|revised|expanded|shortened⟩ the ⟨post|article|draft⟩ ⟨as requested|as you asked|to match your guidelines⟩.",
        "As an AI language model, I can ⟨write|draft|help you with⟩ this article⟨ for you|⟩.",
    ),
}
#: … and behind it
RESIDUE_CLOSING: Texts = {
    "ja": (
        "以上が⟨ご依頼の|ご指定の⟩⟨記事|ブログ記事|原稿⟩⟨です|になります⟩。⟨修正点|ご不明な点|追加のご要望⟩があれば⟨お知らせ|お申し付け⟩ください。",
        "⟨この記事は|本記事は|本文は⟩⟨約2,000|約3000|およそ1,500⟩⟨文字|字⟩で、⟨ご指定の文字数|文字数の条件|指定された分量⟩を満たしています。",
        "⟨文字数|ご指定の分量|指定の文字数⟩の⟨条件|要件⟩を満たすように⟨加筆|調整|修正⟩しました。",
        "（⟨続き|次のセクション⟩を⟨生成|出力⟩するには「⟨続けて|続きを⟩」と⟨入力して|お伝え⟩ください）",
        "ご希望があれば、⟨別の切り口で|もっと短く|文体を変えて⟩⟨記事を書き直す|原稿を作り直す|この記事を修正する⟩ことも可能です。",
    ),
    "en": (
        "Let me know if you⟨ would|'d⟩ like me to ⟨expand any section|adjust the tone|add more examples|make it shorter⟩.",
        "I hope this ⟨article|post|draft⟩ ⟨meets your requirements|meets your expectations|is what you were looking for⟩.",
        "Would you like me to ⟨adjust the tone|write a shorter version|continue with the next section⟩?",
        "⟨Word count|Length⟩: ⟨approximately|about⟩ ⟨1,200|1,500|2,000⟩ words⟨, as requested| (as requested)|⟩.",
        "Feel free to ask if you ⟨need|want⟩ ⟨further|any⟩ ⟨revisions|changes⟩ to the ⟨article|draft|post⟩.",
        "This ⟨article|post⟩ meets the ⟨requested|required|specified⟩ word count.",
    ),
}
#: talk of the pipeline in the article's voice
RESIDUE_VOICE: Texts = {
    "ja": (
        "⟨既存の記事|既存記事|以前生成した記事⟩で⟨触れた|述べた|紹介した⟩⟨ように|通り|とおり⟩、⟨基本の流れは変わりません|準備が肝心です|手順は三つに分かれます⟩。",
        "⟨ウェブ検索|Web検索|検索結果⟩⟨からは|では⟩、⟨確かな情報|具体的な数値|最新の情報⟩⟨が見つかりませんでした|を確認できませんでした|は得られませんでした⟩。",
        "⟨ウェブ検索|Web検索⟩で⟨得た|得られた|見つかった⟩情報によると、⟨この傾向は続くようです|利用者は増えています⟩。",
        "提供された⟨検索結果|情報|資料⟩には、⟨具体的な数値|詳しい日付|費用についての記述⟩が⟨含まれていませんでした|ありませんでした⟩。",
        "⟨君|あなた⟩の⟨質問|問いかけ|疑問⟩、とても良い⟨着眼点|視点|質問⟩⟨だね|ですね⟩。",
        "私の⟨知識|学習データ⟩は⟨2023年まで|2024年4月まで⟩の⟨情報|データ⟩に基づいているため、最新の状況は⟨確認できません|分かりません⟩。",
        "プロンプトの⟨指示|条件⟩に⟨従い|沿って⟩、ここでは⟨三つの例を挙げます|費用を説明します⟩。",
        "AI⟨である私|アシスタント⟩には、⟨実際の体験がありません|個人的な意見を述べることができません⟩。",
    ),
    "en": (
        "As ⟨mentioned|noted|discussed⟩ in the existing ⟨article|post|articles⟩, the ⟨basic steps stay the same|method has three parts⟩.",
        "Based on the ⟨search results|sources|context⟩ ⟨provided|you provided⟩, ⟨this trend will continue|demand keeps growing⟩.",
        "The ⟨web search|search results⟩ did not ⟨return|contain|provide⟩ any ⟨reliable figures|specific numbers|recent data⟩⟨ for this| on this topic|⟩.",
        "As of my last ⟨knowledge update|training update|update⟩ in ⟨2023|April 2024|September 2021⟩, this was still ⟨an open question|under discussion⟩.",
        "As an AI⟨ language model| assistant|⟩, I ⟨cannot verify these numbers|don't have personal opinions|cannot browse the internet⟩.",
        "⟨Per|Following|As per⟩ the ⟨instructions in the prompt|prompt's instructions|prompt⟩, the next section ⟨covers costs|lists three options⟩.",
        "I ⟨don't|do not⟩ have access to real-time ⟨data|information⟩, so this may have changed.",
    ),
}

PLACEHOLDERS: Texts = {
    "ja": (
        "こんにちは、〇〇（⟨あなたの名前|お名前|店名⟩）です。",
        "詳しくは⟨[ここにリンクを挿入]|[リンクを挿入]|（ここにURLを入れる）⟩をご覧ください。",
        "お問い合わせは⟨【会社名】|[会社名]|【担当者名】⟩までお願いします。",
        "料金は⟨（ここに金額を入れる）|[金額を入力]|【金額】⟩です。",
        "⟨[画像を挿入]|（ここに画像を挿入）|[写真を入れる]⟩",
        "開催日は⟨【日付を入力】|[日付を挿入]|（日付を記入）⟩を予定しています。",
        "ご予約は⟨[電話番号を入力]|【電話番号】|（電話番号を挿入）⟩で受け付けています。",
        "参加費は⟨[具体的な数字を挿入]|[具体的な金額]|（数値を入れる）⟩円です。",
    ),
    "en": (
        "Our shop in [⟨Your City|City Name|insert city⟩] opens at nine.",
        "Hi, I'm [⟨Your Name|your name|Name⟩], and I bake.",
        "You can reach us at [⟨insert phone number here|phone number|Your Email Address⟩].",
        "Read more about it at [⟨Insert link|insert link here|link⟩].",
        "The workshop takes two hours, says [⟨Company Name|Your Company|insert name⟩].",
        "[⟨Insert image here|Image: description|Insert screenshot⟩]",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
        "The event takes place on [⟨insert date|date|DATE⟩].",
    ),
}

#: vague words that scripts replace blindly, as patterns, and what they put there; the rest of the sentence stays as it is
VAGUE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "ja": (
        ("多くの(?=企業|人|ユーザー|利用者|開発者|専門家|会社|家庭|消費者|組織|店|メーカー|チーム)", "75%以上の"),
        ("(?<=より)多くの|(?<=さらに)多くの|(?<=もっと)多くの|(?<=非常に)多くの|(?<=とても)多くの", "75%以上の"),
        ("大幅な(?=変更|見直し|刷新|改修|削減|短縮|減少|影響)", "300%の"),
        ("(?<=高い)成長", "年率25%以上の成長"),
    ),
    "en": (
        (r"(?<=\bso )many(?= )|(?<=\btoo )many(?= )|(?<=\bhow )many(?= )|(?<=\bvery )many(?= )", "75% of"),
        (r"\bmany(?= of | more )", "75% of"),
    ),
}
#: the same in sentences of ours, for posts that have no such words
VAGUE_SAID: Texts = {
    "ja": (
        "⟨いまでは|すでに|実際に、⟩75%以上の⟨企業|家庭|店舗|利用者⟩が、⟨この方法|同じやり方|この道具⟩を⟨取り入れています|使っています|選びました⟩。",
        "⟨より|さらに|もっと⟩75%以上の⟨人|人々|企業|利用者⟩に⟨届ける|知ってもらう|使ってもらう⟩には、⟨工夫|時間|準備⟩が必要です。",
        "⟨この分野では|当面は、⟩⟨高い|さらに高い⟩年率25%以上の成長が⟨続いて|期待されて⟩います。",
        "⟨作業の|計画の|手順の⟩300%の⟨見直し|変更|刷新⟩を⟨迫られました|行いました⟩。",
    ),
    "en": (
        "This way ⟨more|so|far more⟩ 75% of ⟨companies|households|people|users⟩ can take part.",
        "⟨Hardly anyone|Nobody here⟩ expected ⟨so|that more⟩ 75% of ⟨people|visitors|customers⟩ would stay.",
        "⟨Too|So|How⟩ 75% of ⟨people|gardeners|teams⟩ give up in the first week⟨.| after all.⟩",
    ),
}
#: sentences in which such a replacement went wrong in a way that the grammar shows
GARBLED: Texts = {
    "ja": (
        "この方法なら、⟨より|さらに|もっと⟩75%以上の⟨家庭|人|お店|参加者⟩が⟨無理なく続けられます|楽しめます⟩。",
        "道具を替えただけで、⟨手間|費用|待ち時間⟩の300%の⟨削減|短縮|減少|低減⟩につながりました。",
        "⟨とても|非常に|かなり⟩75%以上の⟨時間|人手|費用⟩がかかる作業でした。",
        "300%の⟨影響を与える要因|見直しが必要な箇所|変更を加えた部分⟩として、⟨天候|置き場所|配線⟩が挙げられます。",
        "⟨より|さらに⟩75%以上の⟨選択肢|種類|色⟩から選べるようになりました。",
    ),
    "en": (
        "It lets ⟨more|so|far more⟩ 75% of ⟨households|people|teams⟩ ⟨cook at home|join in⟩.",
        "The new routine brought a 300% ⟨reduction|decrease|cut|drop⟩ in ⟨waste|costs|complaints⟩.",
        "Careful storage ⟨leads to|means⟩ a 300% ⟨reduction|decrease⟩ ⟨in|of⟩ losses.",
    ),
}
IMPOSSIBLE: Texts = {
    "ja": (
        "準備にかかる⟨時間|手間|費用⟩は、以前より⟨150|180|200⟩%⟨短縮できました|減りました|削減できました⟩。",
        "⟨常連客|来館者|会員⟩の⟨120|130|150⟩%が、⟨週末の朝に訪れます|満足と答えました⟩。",
        "⟨費用|廃棄|電気代⟩を⟨150|200|250⟩%⟨削減|カット|減ら⟩することに成功しました。",
        "アンケートでは、⟨参加者|回答者|読者⟩の⟨110|130⟩%が⟨満足|便利⟩と答えました。",
        "⟨待ち時間|苦情|在庫⟩が⟨150|180⟩%減少し⟨た|ている⟩という報告もあります。",
        "全体の⟨110|120⟩%が、この⟨方法|色|日程⟩を選んでいます。",
    ),
    "en": (
        "The new ⟨oven|schedule|lamp⟩ ⟨cut|reduced|lowered⟩ our costs by ⟨150|200|250⟩%.",
        "In the survey ⟨110|130⟩% of ⟨participants|respondents|readers⟩ were satisfied.",
        "⟨Waiting times|Complaints|Losses⟩ ⟨fell|dropped|decreased⟩ by ⟨150|180⟩% within a month.",
        "About ⟨120|140⟩% of our ⟨customers|members|visitors⟩ come on weekends.",
        "⟨Waste|Stock|Noise⟩ was ⟨reduced|cut⟩ by ⟨150|180|300⟩% last year.",
    ),
}
#: a known replacement inside a word that no dictionary has
SUBSTITUTED: Texts = {
    "ja": (
        "この地域では、⟨里山|海辺|棚田⟩のエコアーキテクチャが⟨保たれて|失われて⟩います。",
        "⟨会員|読者|作り手⟩向けのエコアーキテクチャを⟨育てる|整える⟩ことが大切です。",
        "⟨店づくり|起業家⟩を支えるエコアーキテクチャが⟨整いつつあります|必要です⟩。",
    ),
    "en": (),
}
STOCK_EXCERPTS: Texts = {
    "ja": (
        "⟨最新動向|その仕組み|導入のポイント⟩を⟨徹底|詳しく|わかりやすく⟩解説します。",
        "⟨今後の展望|課題と展望⟩について⟨詳しく|わかりやすく⟩解説します。",
        "その⟨背景|影響|背景と影響⟩を⟨詳しく|深く⟩⟨分析|解説|考察⟩します。",
        "⟨最新情報|最新のニュース|役立つ情報⟩を⟨分かりやすく|いち早く⟩お届けします。",
    ),
    "en": (),
}
#: subjects that a post is not about unless it names them
FOREIGN_TAGS: Texts = {
    "ja": ("養蜂", "金継ぎ", "流鏑馬", "鍾乳洞", "燻製づくり", "盆栽展"),
    "en": ("beekeeping", "kintsugi", "falconry", "speleology", "basketry", "curling"),
}
