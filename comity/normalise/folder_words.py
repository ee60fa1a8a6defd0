"""The words by which mail programs name their own folders, in some thirty languages.

Taken together from what Gmail, Outlook, Apple Mail, Thunderbird, Yahoo, GMX, WEB.DE, Proton, KMail,
Evolution, Sylpheed, Pine and Mutt call them. Words of a name are compared without case, marks,
numbers and the words in `AROUND`; so one entry stands for many names: "sent" for Sent Mail, Sent
Items, Sent Messages (2). Names in scripts that put no space between words stand whole.
"""

from __future__ import annotations

from typing import Final

AROUND: Final = """
mail mails email emails e item items message messages msg msgs messaging object objects element
elements folder box my all old local imap pop backup copy eml mbox elemente objekte nachrichten
nachricht ordner post mitteilungen objekt posten poster meldinger meldelser beskeder elementer
elementar kirjad uksused laiskai skrzynka brev breve meddelanden meddelelser viestit viesti
kohteet courriels courriel courrier couriel courriers mels electronique electroniques
adresse elementos elemento mensajes mensaje correo correos electronico electronicos correu missatges
mensagens
correio mensagem itens lettere posta elettronica messaggi messaggio elementi
objecten berichten bericht e-mailberichten mailbox wiadomosci wiadomosc elementy poczta poczty
zpravy zprava posty polozky
spravy sprava elemek uzenetek levelek uzenet level mesaje mesajele elementele e-mailuri poruke
poruka stavke sporocila unread ungelesen pisma pismo письма письмо сообщения сообщение элементы
почта почты листи лист елементи повідомлення съобщения съобщение писма пошта поруке порука
ставке ogeler oge postalar mesajlar mesaj iletiler ileti e-posta e-postalar eposta epostalar
στοιχεια μηνυματα μηνυμα αλληλογραφια הודעות הודעה פריטים דואר אלקטרוני الرسائل رسائل رسالة
العناصر عناصر البريد بريد الكتروني الالكتروني thu muc tin nhan cac surat pesan kotak jan feb mar
apr may jun jul aug sep oct nov dec
"""

SENT: Final = """
sent|sent-mail|sentmail|sentitems|sentbox|already sent|gesendet|gesendete|versendet|versendete
|verschickt|verschickte|envoyes|envoye|envoyees|boite d'envoi envoyes|enviados|enviado|enviadas
|enviada|enviats|enviat|bidalitakoak|bidalita|inviati|inviata|inviate|inviato|verzonden
|verstuurd|skickat|skickade|sendt|sendte|lahetetyt|lahetetty|wyslane|wyslany|odeslane|odeslana
|odeslano|odoslane|odoslana|elkuldott|elkuldve|trimise|expediate|poslano|poslane|poslana|poslato
|poslate|poslati|saadetud|nosutitas|nosutitie|issiusti|issiustas|issiustieji|derguar|te derguara
|отправленные|отправлено|отправленное|отправленная|надіслані|надіслано|відправлені|изпратени
|изпратено|испратени|послато|послате|послати|пратено|адпраўленыя|gonderilmis|gonderilen
|gonderilenler|gonderilmisler|gonderildi|απεσταλμενα|σταλμενα|απεσταλμενο|απεσταλμενη
|που εχουν αποσταλει|נשלח|שנשלח|נשלחו
|שנשלחו|דואר יוצא|المرسلة|المرسل|مرسلة|المرسله|مرسل|ارسال شده|ارسال شده ها|فرستاده شده|بھیجا گیا
|terkirim|dihantar|da gui|thu da gui|gui di|ส่งแล้ว|จดหมายที่ส่ง|รายการที่ส่ง|ข้อความที่ส่ง
|กล่องจดหมายที่ส่งแล้ว|भेजे गए|भेजा गया|भेजे गए आइटम|প্রেরিত|அனுப்பியவை|送信済み|送信済みメール
|送信済みアイテム|送信済みメッセージ|送信済みトレイ|送信済|送信控え|已发送|已发送邮件
|已发送的邮件|已发送信息|已发邮件|发件箱已发送|已发送项目|寄件備份|寄件備份匣|已傳送|已寄出
|已寄出郵件|寄件備份郵件|已傳送郵件|已傳送的郵件|已傳送項目|已寄郵件|寄件夾|보낸편지함
|보낸 편지함|보낸메일함|보낸 메일함|보낸 메일|보낸메일|보낸 항목|보낸 메시지|보낸 편지
|보낸쪽지함
"""  # noqa: RUF001 - as they are written

DRAFTS: Final = """
drafts|draft|draft messages|draft mail|draft mails|unsent|template|templates|outbox|postponed
|postponed-msgs|queue|unsent drafts|entwurfe|entwurf|entwuerfe|vorlagen|postausgang|ungesendet
|ungesendete|nicht gesendete|brouillons|brouillon|modeles|boite d'envoi|non envoyes|borradores
|borrador|plantillas|bandeja de salida|buzon de salida|esborranys|zirriborroak|bozze|bozza
|modelli|in uscita|rascunhos|rascunho|modelos|caixa de saida|concepten|concept|sjablonen
|postvak uit|utkast|kladder|kladde|kladd|luonnokset|luonnos|mallar|maler|skabeloner|mallit
|utkorgen|utkorg|utboks|udbakke|lahtevat|drog|szkice|szkic|robocze|wersje robocze|kopie robocze
|szablony|do wyslania|nadawcza|koncepty|koncept|rozepsane|rozepsana|sablony|k odeslani|odchozi
|rozpisane|piszkozatok|piszkozat|vazlatok|sablonok|kimeno|ciorne|schite|sabloane|de trimis|skice
|skica|nacrti|nacrt|osnutki|osnutek|u pripremi|predlosci|mustandid|mustand|melnraksti
|juodrasciai|skicat|черновики|черновик|шаблоны|исходящие|чернетки|чернетка|шаблони|вихідні
|чернови|чернова|изходящи|нацрти|нацрт|скице|недовршене|чарнавікі|taslaklar|taslak|sablonlar
|giden kutusu|giden|προχειρα|προχειρο|προτυπα|εξερχομενα|טיוטות|טיוטה|תבניות|المسودات|مسودات
|مسودة|القوالب|صادر|علبة الصادر|پيش نويس ها|پيش نويس|پيشنويسها|draf|konsep|deraf|ban nhap|nhap
|thu nhap|ร่าง|ร่างจดหมาย|จดหมายร่าง|ड्राफ़्ट|ड्राफ्ट|下書き|草稿|下書きメール|テンプレート|送信トレイ
|未送信メッセージ|草稿箱|草稿夹|草稿匣|模板|范本|範本|发件箱|寄件匣|待发送|임시보관함
|임시 보관함|임시보관|임시 보관|임시 저장|임시저장|초안|보낼 편지함|서식
"""  # noqa: RUF001 - as they are written

JUNK: Final = """
junk|spam|bulk|bulk mail|junkmail|spambox|probable spam|probably spam|caught spam|suspected spam
|junk spam|junk suspects|junk and spam|spam and junk|certainly junk|possible spam|spam suspects
|spamverdacht|unerwunscht|unerwunschte|unerwunschte werbung|werbung unerwunscht|junk-verdacht
|indesirables|indesirable|pourriel|pourriels|polluriel|polluriels|pourriel spam|no deseado
|no deseados|correo basura|no desitjat|brossa|correu brossa|zaborra|spam basura|indesiderata
|indesiderati|indesiderate|spazzatura|lixo eletronico|de lixo|correio lixo|lixo electronico
|nao solicitado|nao solicitados|indesejado|indesejados|ongewenst|ongewenste|reclame ongewenst
|skrappost|skrap|soppelpost|soppel|uonsket|uonskede|roskaposti|roskapostit|ruslpostur|niechciane
|niechciana|smieci|wiadomosci-smieci|spam smieci|nevyzadana|nevyzadane|nevyziadana|nevyziadane
|spam nevyzadana|levelszemet|kertetlen|spam kertetlen|nedorita|nedorite|nesolicitat|nesolicitate
|nezeljena|nezeljene|nezeljeno|nepozeljena|nezelena|bezvredna|rampspost|ramps|rampspos|mestules
|brukalas|slamstas|brukalai|nepageidaujami|te padeshirua|спам|нежелательная|нежелательные
|сомнительные|рассылки спам|небажана|небажані|нежелана|нежелани|непожелана|несакана|непожељна
|нежељена|нежељене|istenmeyen|onemsiz|gereksiz|ανεπιθυμητα|ανεπιθυμητη|ανεπιθυμητο|ενοχλητικα
|דואר זבל|זבל|ספאם|דואר לא רצוי|לא רצוי|غير هام
|غير الهام|غير مرغوب|غير المرغوب|غير المهمة|العشوائي|مزعجة
|المزعج|غير مرغوب فيه|غير المرغوب فيه|المزعجة|السخام|هرزنامه|هرز|sampah spam|spam sampah|thu rac
|rac|อีเมลขยะ|จดหมายขยะ|สแปม|स्पैम|जंक|জাঙ্ক|迷惑メール|迷惑|迷惑メールフォルダ|スパム|垃圾邮件
|垃圾信件|垃圾邮箱|垃圾箱邮件|垃圾郵件|垃圾郵件匣|垃圾信件匣|垃圾信|广告邮件|廣告信|廣告郵件
|스팸|스팸함|스팸메일함|스팸 메일함|스팸메일|스팸 메일|스팸편지함|정크|정크메일|정크 메일
|정크 편지함
"""

TRASH: Final = """
trash|deleted|bin|wastebasket|rubbish|recycle bin|recently deleted|deleted trash|waste
|papierkorb|geloscht|geloschte|mulleimer|corbeille|supprimes|poubelle|papelera
|papelera de reciclaje|eliminados
|eliminado|borrados|suprimidos|paperera|zakarrontzia|lixo|cestino|eliminata|eliminati|lixeira
|reciclagem|excluidos|eliminadas|apagadas|apagados|prullenbak|prullenmand|verwijderd|verwijderde
|papperskorgen|papperskorg|borttagna|borttaget|papirkurv|slettet|slettede|slettede elementer
|roskakori|poistetut|ruslafata|kosz|usuniete|kos|odstranena|odstranene|smazane|smazana|vymazane
|odpadky|kuka|torolt|lomtar|cos de gunoi|gunoi|sterse|obrisano|obrisane|smece|otpad|izbrisano
|prugikast|miskaste|siukslines|корзина|удаленные|кошик|видалені|кошче|изтрити|канта|обрисано
|смеће|сметница|cop|cop kutusu|silinmis|silinen|silinenler|καδος|κάδος απορριμματων|διαγραμμενα
|אשפה|פריטים שנמחקו|שנמחקו|נמחקו|المهملات|سلة المهملات|المحذوفة|محذوفة|زباله دان|حذف شده|sampah
|tong sampah|thung rac|ขยะ|da xoa|ถังขยะ|ที่ถูกลบ|ลบแล้ว|ट्रैश|हटाए गए|ごみ箱|ゴミ箱
|削除済みアイテム|削除済み|废件箱|已删除|已删除邮件|垃圾箱|垃圾桶|回收站|刪除的郵件|刪除的项目
|已删除项目|垃圾筒|휴지통|지운편지함|지운 편지함|삭제된 항목
"""

ARCHIVE: Final = """
archive|archives|archived|all mail|allmail|archiv|archivierte|archivieren|archivio|archivo
|archivados|arquivo|arquivados|arxiu|archief|gearchiveerd|arkiv|arkisto|archiwum|archivum|arhiva
|arhiv|архив|архів|архива|arsiv|αρχειοθετημενα|αρχειο|ארכיון|الأرشيف|أرشيف|arsip|luu tru
|アーカイブ|存档|归档|封存|보관함
"""

INBOX: Final = """
inbox|in|posteingang|eingang|boite de reception|reception|bandeja de entrada|entrada|recibidos
|safata d'entrada|in arrivo|arrivo|caixa de entrada|a receber|postvak in|inkorgen|inkorg|innboks
|indbakke|saapuneet|odbiorcza|odebrane|dorucena|dorucene|beerkezett|primite|prejeto|primljeno
|входящие|вхідні|входящи|примљено|gelen kutusu|gelen|εισερχομενα|דואר נכנס|الوارد|علبة الوارد
|kotak masuk|masuk|hop thu den|กล่องจดหมาย|受信トレイ|受信箱|收件箱|收件匣|받은편지함|받은 편지함
"""

CHAT: Final = """
chat|chats|unterhaltungen chat|discussions chat|conversas|bate-papo|bate-papos|czat|czaty|chatty
|чат|чаты|чати|чатове|ćaskanje|caskanje|caskanja|sohbet|sohbetler|συνομιλιες|συνομιλια|צאט|צאטים
|צ'אט|צ'אטים|צ׳אט|צ׳אטים|محادثة|محادثات|الدردشة|دردشة|الدردشات|گپ|چت|pikkuviesti|pikaviesti
|csevegesek|cseveges|csevej|pokalbiai|xats|xat|obrolan|sembang|tro chuyen|แชท|चैट|チャット|聊天
|聊天记录|即時通訊|聊天室|채팅|대화|tchat|clavardage
"""  # noqa: RUF001 - as they are written
